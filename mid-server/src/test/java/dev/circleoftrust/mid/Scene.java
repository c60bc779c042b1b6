package dev.circleoftrust.mid;

import static dev.circleoftrust.trust.TestCircle.START;

import dev.circleoftrust.broker.BrokerPorts;
import dev.circleoftrust.broker.EmbeddedBroker;
import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real broker, a circle with real keys whose log is on it, a database, and room for MID Servers.
 * Code Signing is off until a test turns it on.
 */
final class Scene implements AutoCloseable {
  static final AgentName AGENT = new AgentName("mid-1");

  final Path folder;
  final TestClock clock = new TestClock(START.plusSeconds(60));
  final TestCircle circle;
  final TestProduction production;
  final Path payroll;
  private final List<LogItem> log = new ArrayList<>();
  private final String bootstrap;
  private @Nullable EmbeddedBroker broker;
  private Wire wire;
  private CircleState state;

  Scene(Path folder) throws Exception {
    this(folder, TestCircle.of(1));
  }

  Scene(Path folder, TestCircle circle) throws Exception {
    this(folder, circle, EmbeddedBroker.start(folder.resolve("broker"), BrokerPorts.FREE));
  }

  private Scene(Path folder, TestCircle circle, EmbeddedBroker broker) throws Exception {
    this(folder, circle, broker.bootstrapServers());
    this.broker = broker;
  }

  /** On a broker that is another process. */
  Scene(Path folder, TestCircle circle, String bootstrap) throws Exception {
    this.folder = folder;
    this.circle = circle;
    this.production = new TestProduction(circle, AGENT, clock);
    this.bootstrap = bootstrap;
    this.wire = new Wire(bootstrap);
    this.payroll = folder.resolve("payroll.db");
    sql(
        "CREATE TABLE payroll (name TEXT, department TEXT)",
        "CREATE TABLE effects (n INTEGER)",
        "INSERT INTO effects VALUES (0)");
    for (int i = 1; i <= 12; i++) {
      sql("INSERT INTO payroll VALUES ('person %d', 'Sales')".formatted(i));
    }
    wire.make(
        Topics.circle(),
        Topics.checkpoints(),
        Topics.ecc(production.topic()),
        Topics.ecc(EccTopics.QUARANTINE),
        Topics.ecc(new EccTopics.Input(AGENT).topic()));
    append(circle.first());
    state = circle.founded();
    apply(circle.executed(state, circle.trustCode(TestCircle.issuer(1))));
    settle();
  }

  /** Turns Code Signing on, and settles that. */
  void turnOn() throws Exception {
    apply(circle.executed(state, new Action.TurnOn()));
    settle();
  }

  void turnOff() throws Exception {
    apply(circle.executed(state, new Action.TurnOff()));
    settle();
  }

  /** Appends what the state takes. */
  void apply(LogItem item) throws Exception {
    append(item);
    state = TestCircle.apply(state, item);
  }

  /** Appends a checkpoint of the head by the one issuer, and sends it as a fresh one too. */
  void settle() throws Exception {
    Envelope checkpoint = circle.checkpoint(TestCircle.issuer(1), state.head(), clock.instant());
    apply(new LogItem.Settled(checkpoint));
    wire.append(EccTopics.CHECKPOINTS, checkpoint.encode());
  }

  /** Every item of the log, in its order. */
  List<LogItem> log() {
    return List.copyOf(log);
  }

  CircleState state() {
    return state;
  }

  Wire wire() {
    return wire;
  }

  String bootstrap() {
    return bootstrap;
  }

  /** The broker dies, and with it whatever its clients wanted. */
  void stopBroker() {
    wire.close();
    if (broker != null) {
      broker.close();
    }
  }

  /** It comes back on the same ports with all that it had. */
  void startBroker() {
    var ports = Objects.requireNonNull(broker).ports();
    broker = EmbeddedBroker.start(folder.resolve("broker"), ports);
    wire = new Wire(bootstrap);
  }

  /** What the MID Server has answered, without heartbeats, acknowledgements and counts. */
  List<EccRecord> answers() throws MalformedException {
    return answers(AGENT);
  }

  List<EccRecord> answers(AgentName agent) throws MalformedException {
    return inputs(agent).stream()
        .filter(input -> !input.topic().equals(QueueProcessing.TOPIC))
        .filter(input -> !input.topic().equals("HeartbeatProbe") || input.responseTo().isPresent())
        .filter(input -> !input.topic().equals("ecc.firewall.audit"))
        .toList();
  }

  /** Everything that the MID Server has sent to production. */
  List<EccRecord> inputs() throws MalformedException {
    return inputs(AGENT);
  }

  List<EccRecord> inputs(AgentName agent) throws MalformedException {
    var inputs = new ArrayList<EccRecord>();
    for (var record : wire.read(new EccTopics.Input(agent).topic())) {
      inputs.add(InboundMessage.parse(Bytes.copyOf(record.value())).ecc());
    }
    return inputs;
  }

  List<EccRecord> answersTo(SysId row) throws MalformedException {
    return answers().stream().filter(a -> a.responseTo().stream().anyMatch(row::equals)).toList();
  }

  void sql(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + payroll);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        var _ = statement.execute(sql);
      }
    }
  }

  int number(String query) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + payroll);
        var statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      return found.getInt(1);
    }
  }

  int employees() throws SQLException {
    return number("SELECT count(*) FROM payroll");
  }

  private void append(LogItem item) throws Exception {
    log.add(item);
    wire.append(EccTopics.CIRCLE, item.encode());
  }

  @Override
  public void close() {
    stopBroker();
  }
}
