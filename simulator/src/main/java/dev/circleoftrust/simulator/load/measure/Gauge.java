package dev.circleoftrust.simulator.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what processes use, on demand and once a second. Safe for any number of threads. */
public final class Gauge implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final long NANOS_A_TICK = 10_000_000; // the kernel counts 100 a second for users
  private static final int KIB = 1 << 10;

  /** user, nice, system, (not idle, iowait), irq, softirq, steal is somebody else's machine. */
  private static final int[] WORKING = {1, 2, 3, 6, 7};

  private final Map<String, ProcessHandle> processes = new ConcurrentHashMap<>();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final List<Usage> samples = new CopyOnWriteArrayList<>();
  private final InstantSource clock;
  private final Thread thread;

  /** Watches nothing yet. */
  public Gauge(InstantSource clock) {
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("gauge").unstarted(this::sample);
  }

  /** Begins to read once a second. */
  public void start() {
    thread.start();
  }

  /** Watches one more process, or another one under the same name. */
  public void watch(String name, ProcessHandle process) {
    processes.put(name, process);
    if (!order.contains(name)) {
      order.add(name);
    }
  }

  /** Watches a process no more, which has ended. */
  public void forget(String name) {
    processes.remove(name);
  }

  /** The processes in the order in which they came. */
  public List<String> names() {
    return List.copyOf(order);
  }

  /** What was read once a second. */
  public List<Usage> samples() {
    return List.copyOf(samples);
  }

  /** What the processes have used until now. */
  public Usage read() {
    var cpu = new LinkedHashMap<String, Long>();
    var rss = new LinkedHashMap<String, Long>();
    for (String name : order) {
      ProcessHandle process = processes.get(name);
      if (process != null) {
        cpu.put(name, process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L));
        rss.put(name, rss(process.pid()));
      }
    }
    return new Usage(Micros.now(clock), cpu, rss, machine());
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void sample() {
    try {
      while (true) {
        samples.add(read());
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      // told to stop
    }
  }

  private static long rss(long pid) {
    Matcher found = RSS.matcher(content(Path.of("/proc", Long.toString(pid), "status")));
    return found.find() ? Long.parseLong(found.group(1)) / KIB : 0;
  }

  private static long machine() {
    String[] fields =
        BLANKS.split(content(Path.of("/proc/stat")).lines().findFirst().orElse(""), -1);
    if (fields.length <= WORKING[WORKING.length - 1]) {
      return 0;
    }
    long ticks = 0;
    for (int field : WORKING) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks * NANOS_A_TICK;
  }

  /** Empty where this operating system has no such file, or the process has ended. */
  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }
}
