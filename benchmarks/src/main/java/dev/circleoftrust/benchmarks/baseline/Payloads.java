package dev.circleoftrust.benchmarks.baseline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.benchmarks.wireform.BatchForm;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.apache.kafka.common.header.Header;

/** Lines for Kafka's producer tool, which sends text without headers. */
final class Payloads {
  /**
   * What no neighbour repeats: its leaf, and something of its place. With this much a batch of
   * either is equally large when it is compressed.
   */
  private static final int OWN_BYTES = 40;

  private Payloads() {}

  /** The JSON of a row. */
  static LongFunction<String> equalPayload(Workload workload) {
    MeasuredRows rows = MeasuredRows.of(workload.size());
    return index -> new String(rows.value(index), US_ASCII);
  }

  /**
   * The JSON of a row, with as much text behind it as the headers of a signed row hold. As in
   * those, most of it is the same in the next record.
   */
  static LongFunction<String> equalBytes(Workload workload) {
    LongFunction<String> rows = equalPayload(workload);
    int headers = headerBytes(workload);
    var random = new Random(1);
    return index -> {
      byte[] own = new byte[OWN_BYTES];
      random.nextBytes(own);
      String text = Base64.getEncoder().withoutPadding().encodeToString(own);
      return rows.apply(index) + text + "s".repeat(headers - text.length());
    };
  }

  /** Of a record, on average over a batch. */
  private static int headerBytes(Workload workload) {
    var bytes = new AtomicInteger();
    BatchForm.shared(workload)
        .source(workload, "any")
        .make(
            0,
            BatchForm.BATCH,
            record -> {
              for (Header header : record.headers()) {
                bytes.addAndGet(header.key().length() + header.value().length);
              }
            });
    return bytes.get() / BatchForm.BATCH;
  }
}
