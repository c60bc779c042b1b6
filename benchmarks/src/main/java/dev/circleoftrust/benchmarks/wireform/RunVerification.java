package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.wire.Bytes;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Judges records of {@link RunForm}: each against the leaves that the first of its run brought, and
 * everything after the proof by the judge itself.
 */
final class RunVerification implements Judging {
  private final VerificationKey key;
  private final byte[] stream;
  private final BatchVerification rest;
  private final Map<Integer, Run> runs = new HashMap<>();
  private @Nullable RunHashes hashes;
  private byte[] lastHead = {};

  /** The proven leaves of one run, and how far it was judged. */
  private static final class Run {
    private final byte[] leaves;
    private long last = -1;

    Run(byte[] leaves, long last) {
      this.leaves = leaves;
      this.last = last;
    }
  }

  RunVerification(MeasuredCircle circle, VerificationKey key, byte[] stream, InstantSource clock) {
    this.key = key;
    this.stream = stream.clone();
    this.rest = new BatchVerification(circle, circle.viewOff(), clock);
  }

  @Override
  public EccRecord judge(ConsumerRecord<byte[], byte[]> record) {
    RunHashes hashing = hashes;
    if (hashing == null) {
      hashing = new RunHashes(stream, record.topic());
      hashes = hashing;
    }
    Header first = record.headers().lastHeader(RunForm.HEADER);
    if (first != null) {
      begin(record.partition(), first.value(), hashing);
    }
    Run run = runs.get(record.partition());
    if (run == null) {
      throw new IllegalStateException("the first record of a run is missing");
    }
    ByteBuffer at = ByteBuffer.wrap(record.headers().lastHeader(RunForm.PLACE_HEADER).value());
    long sequence = at.getLong();
    int leaf = at.getInt() * RunHashes.SIZE;
    byte[] found = hashing.leaf(record.partition(), sequence, record.value());
    require(
        sequence > run.last
            && leaf >= 0
            && leaf <= run.leaves.length - RunHashes.SIZE
            && Arrays.equals(run.leaves, leaf, leaf + RunHashes.SIZE, found, 0, RunHashes.SIZE));
    run.last = sequence;
    return rest.judge(record);
  }

  private void begin(int partition, byte[] first, RunHashes hashing) {
    var header = ByteBuffer.wrap(first);
    int headSize = headSize(header);
    byte[] head = Arrays.copyOf(first, headSize);
    if (!Arrays.equals(head, lastHead)) {
      verify(head, hashing);
      lastHead = head;
    }
    int own = header.position(headSize).getShort();
    byte[] leaves = new byte[header.getInt() * RunHashes.SIZE];
    header.get(leaves);
    byte[] root = hashing.root(ByteBuffer.wrap(leaves));
    int at = rootsAt(header) + own * RunHashes.SIZE;
    require(Arrays.equals(head, at, at + RunHashes.SIZE, root, 0, RunHashes.SIZE));
    Run before = runs.get(partition);
    runs.put(partition, new Run(leaves, before == null ? -1 : before.last));
  }

  private void verify(byte[] bytes, RunHashes hashing) {
    var head = ByteBuffer.wrap(bytes);
    byte[] statement = Arrays.copyOf(bytes, RunHashes.STATEMENT_SIZE);
    byte[] signature = new byte[head.getShort(RunHashes.STATEMENT_SIZE)];
    head.get(RunHashes.STATEMENT_SIZE + 2, signature);
    require(key.verify(Bytes.owned(statement.clone()), Bytes.owned(signature)));
    byte[] top = hashing.top(head.position(rootsAt(head)).slice());
    require(Arrays.equals(top, Arrays.copyOfRange(statement, 16, 16 + RunHashes.SIZE)));
  }

  private static int rootsAt(ByteBuffer header) {
    return RunHashes.STATEMENT_SIZE + 2 + header.getShort(RunHashes.STATEMENT_SIZE) + 2;
  }

  private static int headSize(ByteBuffer header) {
    int rootsAt = rootsAt(header);
    return rootsAt + header.getShort(rootsAt - 2) * RunHashes.SIZE;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a record does not stand in its run");
    }
  }
}
