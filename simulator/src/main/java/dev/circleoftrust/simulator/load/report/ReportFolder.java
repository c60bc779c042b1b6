package dev.circleoftrust.simulator.load.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import dev.circleoftrust.simulator.load.measure.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The folder of a report:
 *
 * <pre>
 * report.json   everything
 * report.html   the same to look at; opens from disk and fetches nothing
 * PART.hlog     the latencies of a part in microseconds, second by second, in HdrHistogram's log format
 * </pre>
 *
 * @param path where it is
 */
public record ReportFolder(Path path) {
  private static final String TEMPLATE = "report.html";
  private static final String PLACE = "/*REPORT*/null/*REPORT*/";
  private static final JsonMapper PRETTY = new JsonMapper();
  private static final double MILLIS_A_SECOND = 1_000;

  /**
   * Writes all of it.
   *
   * @return the JSON, as a person can read it
   */
  public String write(Outcome outcome) throws IOException {
    Files.createDirectories(path);
    ObjectNode json = new ReportJson(outcome).json();
    String text = pretty(json);
    Files.writeString(path.resolve("report.json"), text + "\n");
    Files.writeString(path.resolve(TEMPLATE), page(json));
    outcome.measured().channel().ifPresent(channel -> channel.parts().forEach(this::histogram));
    outcome
        .measured()
        .sweep()
        .ifPresent(sweep -> sweep.steps().forEach(step -> histogram(step.part())));
    for (QueuePart part : outcome.measured().queue()) {
      histogram(part.name().id(), part.flow().timeline());
    }
    return text;
  }

  /** The page with the report in it. Nothing in the report can end the script that holds it. */
  private static String page(ObjectNode json) throws IOException {
    try (InputStream template = ReportFolder.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        throw new IllegalStateException("the page is missing from this program");
      }
      String page = new String(template.readAllBytes(), UTF_8);
      if (page.indexOf(PLACE) < 0 || page.indexOf(PLACE) != page.lastIndexOf(PLACE)) {
        throw new IllegalStateException("the page has no one place for the report");
      }
      return page.replace(
          PLACE,
          json.toString()
              .replace("<", "\\u003c")
              .replace("\u2028", "\\u2028")
              .replace("\u2029", "\\u2029"));
    }
  }

  private void histogram(PartResult part) {
    histogram(part.name().id(), part.flow().timeline());
  }

  private void histogram(String name, Timeline timeline) {
    Path file = path.resolve(name + ".hlog");
    try {
      var log = new HistogramLogWriter(file.toFile());
      log.outputComment("microseconds from when a record was due until its result was read");
      log.outputLogFormatVersion();
      log.outputStartTime(timeline.began() / 1_000);
      log.outputLegend();
      for (Histogram second : timeline.seconds()) {
        log.outputIntervalHistogram(
            second.getStartTimeStamp() / MILLIS_A_SECOND,
            second.getEndTimeStamp() / MILLIS_A_SECOND,
            second);
      }
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String pretty(ObjectNode json) {
    try {
      return PRETTY.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes is always writable", e);
    }
  }
}
