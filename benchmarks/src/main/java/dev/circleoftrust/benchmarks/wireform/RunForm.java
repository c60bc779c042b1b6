package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.benchmarks.measure.RecordSource;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.wire.Bytes;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Runs, which were tried: the first record of a batch in a partition carries the signed statement
 * and the leaf hashes of all its records there; the others carry their place among them.
 *
 * <pre>
 * cot-run:      statement || u16 signature size || signature || u16 runs || root[32] of each
 *               || u16 this run || u32 leaves || leaf[32] of each           first record only
 * cot-run-at:   u64 sequence || u32 place in the run                        every record
 * statement:    stream[16] || SHA-256(0x04 || roots) || i64 signedAt
 * root of run:  SHA-256(0x03 || its leaves)
 * </pre>
 *
 * <p>One hash over a run's leaves in place of a tree: this form is measured at its best.
 */
final class RunForm implements WireForm {
  static final String HEADER = "cot-run";
  static final String PLACE_HEADER = "cot-run-at";

  private final InstantSource clock = InstantSource.system();
  private final MeasuredCircle circle;
  private final Signer signer;
  private final Bytes stream;

  RunForm(KeyType key) {
    this.circle = MeasuredCircle.found(key, clock.instant());
    this.signer = circle.batchSigner().signer();
    this.stream = circle.batchSigner().stream();
  }

  @Override
  public RecordSource source(Workload workload, String topic) {
    MeasuredRows rows = MeasuredRows.of(workload.size());
    var hashes = new RunHashes(stream.toByteArray(), topic);
    return (from, count, to) -> {
      for (long index = from; index < from + count; index += BatchForm.BATCH) {
        send(
            new Batch(
                topic,
                workload.partitions(),
                index,
                (int) Math.min(BatchForm.BATCH, from + count - index)),
            rows,
            hashes,
            to);
      }
    };
  }

  /** Rows that are signed together; row {@code n} of all goes to partition {@code n mod runs}. */
  private record Batch(String topic, int runs, long first, int count) {}

  private void send(
      Batch batch,
      MeasuredRows rows,
      RunHashes hashes,
      Consumer<ProducerRecord<byte[], byte[]>> to) {
    var values = new ArrayList<byte[]>(batch.count());
    List<ByteBuffer> leaves = new ArrayList<>(batch.runs());
    for (int run = 0; run < batch.runs(); run++) {
      leaves.add(ByteBuffer.allocate(RunHashes.SIZE * batch.count()));
    }
    for (int i = 0; i < batch.count(); i++) {
      long index = batch.first() + i;
      byte[] value = rows.value(index);
      int run = (int) (index % batch.runs());
      values.add(value);
      leaves.get(run).put(hashes.leaf(run, index, value));
    }
    leaves.forEach(ByteBuffer::flip);
    byte[] head = head(leaves, hashes);
    int[] placed = new int[batch.runs()];
    for (int i = 0; i < batch.count(); i++) {
      long index = batch.first() + i;
      int run = (int) (index % batch.runs());
      var record = new ProducerRecord<byte[], byte[]>(batch.topic(), run, null, values.get(i));
      if (placed[run] == 0) {
        record.headers().add(HEADER, header(head, run, leaves.get(run)));
      }
      record
          .headers()
          .add(PLACE_HEADER, ByteBuffer.allocate(12).putLong(index).putInt(placed[run]++).array());
      to.accept(record);
    }
  }

  private byte[] head(List<ByteBuffer> leaves, RunHashes hashes) {
    var roots = ByteBuffer.allocate(leaves.size() * RunHashes.SIZE);
    leaves.forEach(run -> roots.put(hashes.root(run.duplicate())));
    byte[] statement =
        ByteBuffer.allocate(RunHashes.STATEMENT_SIZE)
            .put(stream.toByteArray())
            .put(hashes.top(roots.flip()))
            .putLong(clock.millis())
            .array();
    byte[] signature = signer.sign(Bytes.owned(statement.clone())).toByteArray();
    return ByteBuffer.allocate(statement.length + 2 + signature.length + 2 + roots.limit())
        .put(statement)
        .putShort((short) signature.length)
        .put(signature)
        .putShort((short) leaves.size())
        .put(roots.rewind())
        .array();
  }

  private static byte[] header(byte[] head, int run, ByteBuffer leaves) {
    return ByteBuffer.allocate(head.length + 2 + 4 + leaves.remaining())
        .put(head)
        .putShort((short) run)
        .putInt(leaves.remaining() / RunHashes.SIZE)
        .put(leaves.duplicate())
        .array();
  }

  @Override
  public Judging verification() {
    return new RunVerification(circle, signer.verificationKey(), stream.toByteArray(), clock);
  }

  @Override
  public String signingDetail() {
    return "runs of a batch of " + BatchForm.BATCH;
  }

  @Override
  public String verifyingDetail() {
    return signingDetail();
  }
}
