package dev.circleoftrust.simulator.attack;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.simulator.circle.Circle;
import dev.circleoftrust.simulator.client.Patience;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.client.Tables;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.kafka.Watch;
import dev.circleoftrust.wire.Bytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running circle, as whoever uses or attacks it sees it. For one thread. */
public final class Target implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Circle circle;
  private final Payroll payroll;
  private final DataSource dataSource;
  private final Broker broker;
  private final Watch watch;
  private final HostileProduction liar;
  private final SecureRandom random = new SecureRandom();

  /** What is attacked, and what it is about. */
  public Target(Circle circle, Payroll payroll, DataSource dataSource) {
    this.circle = circle;
    this.payroll = payroll;
    this.dataSource = dataSource;
    this.broker = new Broker(circle.bootstrap());
    this.liar = new HostileProduction(circle.folderOf("production"));
    var topics = new ArrayList<>(List.of(EccTopics.QUARANTINE));
    circle.mids().forEach(mid -> topics.add(new EccTopics.Input(new AgentName(mid)).topic()));
    this.watch = new Watch(broker, topics);
  }

  /** The circle. */
  public Circle circle() {
    return circle;
  }

  /** The database. */
  public Payroll payroll() {
    return payroll;
  }

  /** The data source. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The broker. */
  Broker broker() {
    return broker;
  }

  /** The production that lies. */
  HostileProduction liar() {
    return liar;
  }

  /** The MID Server of the story. */
  public String mid() {
    return circle.mids().getFirst();
  }

  /** The MID Server that nobody meant. */
  String otherMid() {
    return circle.mids().getLast();
  }

  /** Production's tables. */
  Tables production() {
    return circle.production().instance().tables();
  }

  /** Where what comes next begins. */
  int mark() {
    return watch.mark();
  }

  /** Puts a row with this payload into production's ecc_queue, and waits what becomes of it. */
  Fate send(String payload) throws RefusedException {
    int mark = mark();
    return await(mark, insert(payload), mid(), "");
  }

  /** Puts a row that asks for the data source into production's ecc_queue, and waits. */
  public Fate sendGoodRow() throws RefusedException {
    return send(dataSource.payload());
  }

  /**
   * Puts a row into production's ecc_queue, as an administrator does.
   *
   * @return its sys_id
   */
  String insert(String payload) throws RefusedException {
    Map<String, String> row =
        Map.of(
            "agent", new AgentName(mid()).field(), "topic", DataSource.TOPIC, "payload", payload);
    return Row.of(production().insert(EccRecord.TABLE.value(), row).required().result()).sysId();
  }

  /** Waits what a MID Server makes of a record; {@code place} may be empty. */
  Fate await(int mark, String row, String agent, String place) throws RefusedException {
    return Patience.until(
        "what %s made of record %s".formatted(agent, row),
        PATIENCE,
        () -> Fates.of(watch.since(mark), row, agent, place));
  }

  /** A row that production never had. */
  EccRecord forged(String payload, Priority priority) {
    byte[] id = new byte[SysId.SIZE];
    random.nextBytes(id);
    return EccRecord.output(
            SysId.of(Bytes.copyOf(id)), new AgentName(mid()), DataSource.TOPIC, priority)
        .with(EccField.PAYLOAD, payload);
  }

  /** Changes the SQL of the data source on production, as its administrator may. */
  public void editSql(String sql) throws RefusedException {
    var _ =
        production()
            .update(DataSource.TABLE, dataSource.sysId(), Map.of("sql_statement", sql))
            .required();
  }

  @Override
  public void close() {
    watch.close();
  }
}
