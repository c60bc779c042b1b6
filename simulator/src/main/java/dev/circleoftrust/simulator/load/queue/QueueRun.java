package dev.circleoftrust.simulator.load.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.circle.Enforcement;
import dev.circleoftrust.simulator.circle.RunningCircle;
import dev.circleoftrust.simulator.circle.Sharing;
import dev.circleoftrust.simulator.client.Patience;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Tables;
import dev.circleoftrust.simulator.load.figure.QueueRound;
import dev.circleoftrust.simulator.load.measure.Gauge;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.load.report.Progress;
import dev.circleoftrust.simulator.load.run.AnswerReader;
import dev.circleoftrust.simulator.load.run.LoadCircle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The queue pipeline: rows by the Table API, results written back; off, on, off by signed jobs, and
 * first, where several members share the rows of a cluster or each row takes its time, what each
 * further member adds. For one thread.
 */
public final class QueueRun {
  /** What the names of its MID Servers begin with. */
  public static final String PREFIX = "queue-";

  private static final String CLUSTER = "load";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration WARM_UP_MEMBER = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 16;
  private static final int ROWS_A_MID = 256;
  private static final int ROWS_A_THREAD = 4;
  private static final int MOST_SCALED = 2;

  private final Setting setting;
  private final LoadSettings settings;
  private final List<QueuePart> parts = new ArrayList<>();
  private long run;
  private int members;

  /**
   * Where it runs.
   *
   * @param circle whose production has validated its MID Servers; none of them runs yet
   * @param folder for the database that rows ask
   * @param common what all parts of a run have in common
   */
  public record Setting(LoadCircle circle, CircleFolder folder, Common common) {}

  /** Who watches, and what is told. */
  public record Common(Gauge gauge, Progress progress, InstantSource clock) {}

  /**
   * @param firstRun the number of its first part, as sys_ids bear it
   */
  public QueueRun(Setting setting, LoadSettings settings, long firstRun) {
    this.setting = setting;
    this.settings = settings;
    this.run = firstRun;
  }

  /** The names of all MID Servers that it may start. */
  public static List<String> names(LoadSettings settings) {
    return IntStream.rangeClosed(1, most(settings)).mapToObj(i -> PREFIX + i).toList();
  }

  /**
   * Drives all parts; Code Signing is off before and after.
   *
   * @param rounds how often off, on, off
   */
  public List<QueuePart> drive(int rounds) throws RefusedException, InterruptedException {
    Optional<RestTarget> target =
        settings.course().work().isZero()
            ? Optional.empty()
            : Optional.of(RestTarget.start(settings.course().work()));
    try {
      Code code = Code.of(target, setting.folder().of("database"));
      code.establish(setting.circle());
      addMember();
      try (AnswerReader reader =
          AnswerReader.start(clients(), topics(), setting.common().clock())) {
        drive(
            rounds,
            new QueuePartRun.Ground(
                tables(),
                client(),
                reader,
                setting.common().gauge(),
                setting.common().progress(),
                setting.common().clock()),
            code);
      }
    } finally {
      target.ifPresent(RestTarget::close);
    }
    setting.circle().stopMids(names(settings).subList(0, members));
    return List.copyOf(parts);
  }

  private void drive(int rounds, QueuePartRun.Ground ground, Code code)
      throws RefusedException, InterruptedException {
    warmUp(ground, code);
    scale(ground, code);
    Duration lasting = lasting();
    part(ground, code, QueueRound.id(1, "off-before"), false, "before", lasting);
    for (int round = 1; round <= rounds; round++) {
      Enforcement.turnOn(setting.circle());
      part(ground, code, QueueRound.id(round, "on"), true, "on", lasting);
      Enforcement.turnOff(setting.circle());
      part(ground, code, QueueRound.id(round, "off-after"), false, "after", lasting);
    }
  }

  /** Both ways that a row is taken; then Code Signing is off again. */
  private void warmUp(QueuePartRun.Ground ground, Code code)
      throws RefusedException, InterruptedException {
    part(ground, code, "queue-warmup", false, "before", WARM_UP);
    Enforcement.turnOn(setting.circle());
    part(ground, code, "queue-warmup-on", true, "on", WARM_UP_MEMBER);
    Enforcement.turnOff(setting.circle());
  }

  /** Beside the channel, which takes most of the time, half as long as a part of that. */
  private Duration lasting() {
    Duration asked = settings.traffic().amount().duration();
    return settings.course().pipeline().hasChannel() ? asked.dividedBy(2) : asked;
  }

  /** Measures one member, and again with each that is added. */
  private void scale(QueuePartRun.Ground ground, Code code)
      throws RefusedException, InterruptedException {
    if (!isShared(settings)) {
      return;
    }
    Duration lasting = lasting();
    while (true) {
      part(ground, code, "queue-members-" + members, false, "scaling", lasting);
      if (members == most(settings)) {
        return;
      }
      addMember();
      part(ground, code, "queue-warmup-" + members, false, "before", WARM_UP_MEMBER);
    }
  }

  private void part(
      QueuePartRun.Ground ground, Code code, String id, boolean on, String place, Duration lasting)
      throws RefusedException, InterruptedException {
    boolean counted = !id.startsWith("queue-warmup");
    var pace = new Inserts.Pace(0, window(), CONNECTIONS);
    LoadSettings.Traffic traffic = settings.traffic();
    QueuePart part =
        new QueuePartRun(
                ground,
                new QueuePartRun.Order(
                    new QueuePart.Name(id, on, place, members, counted),
                    run++,
                    lasting,
                    new Inserts.Stream(
                        agent(), code, traffic.mix(), traffic.spoiled().seed(), pace)))
            .drive();
    parts.add(part);
    ground
        .progress()
        .say(
            String.format(
                Locale.ROOT,
                "  %-24s %,10.0f rows/s      p50 %.1f  p99 %.1f ms%s",
                id,
                part.rate(),
                part.flow().timeline().total().getValueAtPercentile(50) / 1_000.0,
                part.flow().timeline().total().getValueAtPercentile(99) / 1_000.0,
                part.account().held() ? "" : "   DOES NOT HOLD"));
  }

  private int window() {
    LoadSettings.Threads threads = settings.topology().threads();
    int all = threads.interactive() + threads.expedited() + threads.standard();
    return members * (settings.course().work().isZero() ? ROWS_A_MID : ROWS_A_THREAD * all);
  }

  private void addMember() throws RefusedException {
    members++;
    String name = PREFIX + members;
    List<Sharing> clusters =
        isShared(settings) ? List.of(new Sharing(new AgentName(CLUSTER), false)) : List.of();
    setting.circle().startMids(List.of(name), clusters);
    var _ =
        Patience.until(
            name + " validated by production",
            PATIENCE,
            () ->
                tables().list("ecc_agent", "name=" + name, 1).stream()
                    .filter(row -> row.value("validated").equals("Yes"))
                    .findFirst());
  }

  private String agent() {
    return isShared(settings) ? CLUSTER : PREFIX + 1;
  }

  private List<String> topics() {
    return List.of(new EccTopics.Input(new AgentName(agent())).topic());
  }

  private KafkaClients clients() {
    return new KafkaClients(KafkaConnection.plaintext(setting.circle().bootstrap()));
  }

  private Tables tables() {
    return setting.circle().production().instance().tables();
  }

  private TableClient client() {
    return new TableClient(
        setting.circle().production().instance().address(),
        RunningCircle.password(setting.circle().folderOf(RunningCircle.PRODUCTION)));
  }

  private static boolean isShared(LoadSettings settings) {
    return most(settings) > 1;
  }

  /** Where each row takes its time, two members show what the second adds. */
  private static int most(LoadSettings settings) {
    int mids = settings.topology().mids();
    return settings.course().work().isZero() ? mids : Math.max(mids, MOST_SCALED);
  }
}
