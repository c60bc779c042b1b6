package dev.circleoftrust.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.circleoftrust.runtime.load.Spoiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged command, as a user runs it who has not built the benchmarks: nothing is compared,
 * which takes the most of its time.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LoadIT {
  private static final int PATIENCE_MINUTES = 8;
  private static final int RECORDS = 20_000;
  private static final Spoiling SPOILING = new Spoiling(7, 0.1);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  @Test
  void everyRecordIsAccountedForAndTheReportSaysSo() throws Exception {
    Path report = folder.resolve("report");
    JsonNode json = load(report);

    assertThat(json.path("held").asBoolean()).isTrue();
    assertThat(json.path("failures")).isEmpty();
    assertThat(json.path("answer").asText()).startsWith("Code Signing costs ");
    assertThat(json.path("warnings").toString()).contains("benchmarks.jar is not built");
    List<JsonNode> parts = list(json.path("channel").path("parts"));
    assertThat(parts).hasSize(8);
    parts.forEach(LoadIT::requireAccount);
    parts.forEach(
        part -> assertThat(report.resolve(part.path("id").asText() + ".hlog")).isNotEmptyFile());
    assertThat(json.path("channel").path("accounting").path("signatureBytes").asLong()).isZero();
    assertThat(json.path("channel").path("jobs")).hasSize(6);
    assertThat(list(json.path("resources").path("processes")).stream().map(JsonNode::asText))
        .contains("generator", "broker", "production", "load-1");
    assertThat(JSON.readTree(report.resolve("report.json").toFile())).isEqualTo(json);
    assertThat(ofPage(Files.readString(report.resolve("report.html")))).isEqualTo(json);
  }

  /** Sent = accepted + refused, and those refused are those of the seed. */
  private static void requireAccount(JsonNode part) {
    JsonNode account = part.path("accounting");
    String id = part.path("id").asText();
    boolean on = part.path("mode").asText().equals("on");
    long made = account.path("made").asLong();
    Map<String, Long> refused = counts(account.path("refused"));
    Map<String, Long> chosen = on ? chosen(made) : Map.of();
    long altered = chosen.getOrDefault("altered-value", 0L);

    assertThat(account.path("held").asBoolean()).as(id).isTrue();
    assertThat(made).as(id).isPositive();
    if (part.path("kind").asText().equals("capacity") && part.path("counted").asBoolean()) {
      assertThat(made).as(id).isEqualTo(RECORDS);
    }
    assertThat(counts(account.path("spoiled"))).as(id).isEqualTo(chosen);
    assertThat(refused.getOrDefault("batch-proof-invalid", 0L))
        .as(id)
        .isEqualTo(altered + chosen.getOrDefault("wrong-topic", 0L));
    assertThat(refused.getOrDefault("batch-key-not-trusted", 0L))
        .as(id)
        .isEqualTo(chosen.getOrDefault("unknown-batch", 0L));
    assertThat(account.path("accepted").asLong() + sum(refused)).as(id).isEqualTo(made);
    assertThat(sum(refused)).as(id).isEqualTo(sum(chosen));
    assertThat(account.path("signatureBytes").asLong() > 0).as(id).isEqualTo(on);
  }

  private static Map<String, Long> chosen(long made) {
    var kinds = new TreeMap<String, Long>();
    for (long index = 0; index < made; index++) {
      Spoiling.Kind kind = SPOILING.of(index);
      if (kind != Spoiling.Kind.NONE) {
        kinds.merge(kind.word(), 1L, Long::sum);
      }
    }
    return kinds;
  }

  private static Map<String, Long> counts(JsonNode json) {
    var counts = new TreeMap<String, Long>();
    json.properties().forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
    return counts;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<JsonNode> list(JsonNode array) {
    var list = new ArrayList<JsonNode>();
    array.forEach(list::add);
    return list;
  }

  private static JsonNode ofPage(String page) throws IOException {
    String before = "const report = ";
    int from = page.indexOf(before) + before.length();
    return JSON.readTree(page.substring(from, page.indexOf('\n', from)).replaceFirst(";$", ""));
  }

  private JsonNode load(Path report) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process load =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder,
                "-Dstdout.encoding=UTF-8",
                "-jar",
                withoutBenchmarks().resolve("simulator.jar").toString(),
                "load",
                "--pipeline=channel",
                "--rounds=1",
                "--duration=500ms",
                "--records=" + RECORDS,
                "--window=10000",
                "--size=300",
                "--invalid=10%",
                "--seed=7",
                "--json",
                "--report=" + report)
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(load.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      load.destroy();
      Files.delete(folder.resolve("dist").resolve("lib")); // it leads out of this folder
    }
    assertThat(load.exitValue()).as(Files.readString(errors)).isZero();
    return JSON.readTree(output.toFile());
  }

  /** The programs in a folder of their own, where benchmarks.jar does not lie beside them. */
  private Path withoutBenchmarks() throws IOException {
    Path dist = Path.of(System.getProperty("dist"));
    Path here = Files.createDirectory(folder.resolve("dist"));
    try (Stream<Path> all = Files.list(dist)) {
      for (Path jar : all.filter(path -> path.toString().endsWith(".jar")).toList()) {
        if (!jar.endsWith("benchmarks.jar")) {
          Files.copy(jar, here.resolve(jar.getFileName()));
        }
      }
    }
    Files.createSymbolicLink(here.resolve("lib"), dist.resolve("lib").toAbsolutePath());
    return here;
  }
}
