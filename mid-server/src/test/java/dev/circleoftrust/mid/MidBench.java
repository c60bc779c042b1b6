package dev.circleoftrust.mid;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import com.sun.management.OperatingSystemMXBean;
import dev.circleoftrust.broker.BrokerMain;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.mid.queue.Steps;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.trust.TestCircle;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Measures one MID Server from the first row fetched to the last result committed. A broker in
 * another process holds all rows before it starts; CPU time is that of this process alone.
 *
 * <pre>
 * MidBench KIND RECORDS SIZE ROUNDS [JFR-FILE]
 * </pre>
 *
 * <p>The rounds are run one after another in one process: the first are for the compiler, the last
 * is recorded.
 */
final class MidBench {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Scene scene;
  private final BenchRows.Kind kind;
  private final int records;
  private final BenchRows rows;

  private MidBench(Scene scene, BenchRows.Kind kind, int records, int size) {
    this.scene = scene;
    this.kind = kind;
    this.records = records;
    this.rows = new BenchRows(scene, size);
  }

  /** When the first and the last step of a round were taken, and how much CPU was used then. */
  private static final class Watch implements Steps {
    private final AtomicLong began = new AtomicLong();
    private final AtomicLong cpuBegan = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong cpuEnded = new AtomicLong();
    private final AtomicInteger turns = new AtomicInteger();

    @Override
    public void reached(Step step) {
      if (step == Step.JUDGED && began.compareAndSet(0, System.nanoTime())) {
        cpuBegan.set(SYSTEM.getProcessCpuTime());
      }
      if (step == Step.ANSWERED || step == Step.COMMITTED) {
        ended.set(System.nanoTime());
        cpuEnded.set(SYSTEM.getProcessCpuTime());
        turns.addAndGet(step == Step.COMMITTED ? 1 : 0);
      }
    }

    String told(BenchRows.Kind kind, int records) {
      double seconds = (ended.get() - began.get()) / 1e9;
      double cpu = (cpuEnded.get() - cpuBegan.get()) / 1e3 / records;
      return "{\"kind\":\"%s\",\"records\":%d,\"seconds\":%.2f,\"recordsPerSecond\":%.0f,\"cpuMicros\":%.2f,\"turns\":%d,\"usedMegabytes\":%d}"
          .formatted(
              kind,
              records,
              seconds,
              records / seconds,
              cpu,
              turns.get(),
              (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var kind = BenchRows.Kind.valueOf(arguments[0]);
    int records = Integer.parseInt(arguments[1]);
    int size = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    Path folder = Files.createTempDirectory("mid-bench");
    logTo(folder.resolve("mid.log"));
    Process broker = broker(folder.resolve("broker"));
    try (var output =
        new BufferedReader(
            new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8))) {
      String bootstrap = output.readLine().substring("READY ".length());
      try (var scene = new Scene(folder, TestCircle.of(1), bootstrap)) {
        for (Priority priority : Priority.values()) {
          scene.wire().make(Topics.ecc(new EccTopics.Output(Scene.AGENT, priority).topic()));
        }
        if (kind != BenchRows.Kind.UNSIGNED) {
          scene.turnOn();
        }
        var bench = new MidBench(scene, kind, records, size);
        for (int round = 1; round <= rounds; round++) {
          bench.round(round == rounds && arguments.length > 4 ? Path.of(arguments[4]) : null);
        }
        bench.account(rounds);
      }
    } finally {
      broker.getOutputStream().close();
      broker.waitFor();
    }
    System.exit(0);
  }

  private void round(@Nullable Path jfr) throws Exception {
    rows.append(kind, records);
    System.gc();
    var watch = new Watch();
    try (var recording = new Recording(Configuration.getConfiguration("profile"))) {
      if (jfr != null) {
        recording.start();
      }
      try (var mid = TestMid.start(scene, TestMid.Choice.of(scene).with(watch))) {
        while (mid.health().at("/settledAtSight/rows").longValue() < records) {
          if (!mid.deaths().isEmpty()) {
            throw new AssertionError(mid.deaths().peek());
          }
          Thread.sleep(100);
        }
      }
      if (jfr != null) {
        recording.stop();
        recording.dump(jfr);
      }
    }
    System.out.println(watch.told(kind, records));
  }

  /** Every row has one answer, and no two answers one sys_id. */
  private void account(int rounds) {
    var ids = new HashSet<String>();
    long answers =
        scene
            .wire()
            .count(
                new EccTopics.Input(Scene.AGENT).topic(),
                record -> {
                  String value = new String(record.value(), StandardCharsets.UTF_8);
                  return (value.contains("\"response_to\"")
                          || value.contains("\"state\":\"error\""))
                      && ids.add(new String(record.key(), StandardCharsets.UTF_8));
                });
    long expected = (long) rounds * records;
    System.out.printf("answers: %d, rows: %d%n", answers, expected);
    if (answers != expected) {
      throw new AssertionError("a row has no answer, or two");
    }
  }

  private static Process broker(Path folder) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerMain.class.getName(),
            "--data",
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What a refusal costs is also what is written about it. */
  private static void logTo(Path file) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      var encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setPattern(
          "%d %-5level [%thread] %logger{0} %replace(%msg %kvp){'[\\p{Cntrl}]', ' '}%n");
      encoder.start();
      var appender = new FileAppender<ILoggingEvent>();
      appender.setContext(context);
      appender.setFile(file.toString());
      appender.setEncoder(encoder);
      appender.start();
      var root = context.getLogger("ROOT");
      root.setLevel(ch.qos.logback.classic.Level.INFO);
      root.addAppender(appender);
      context.getLogger("org.apache.kafka").setLevel(ch.qos.logback.classic.Level.WARN);
      context.getLogger("org.eclipse.jetty").setLevel(ch.qos.logback.classic.Level.WARN);
    }
  }
}
