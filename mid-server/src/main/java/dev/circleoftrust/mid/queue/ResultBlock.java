package dev.circleoftrust.mid.queue;

import dev.circleoftrust.wire.Bytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The results of one row in one column of the journal.
 *
 * <pre>(u32 length, bytes)*</pre>
 */
final class ResultBlock {
  private ResultBlock() {}

  static byte[] encode(List<Bytes> results) {
    int size = results.stream().mapToInt(result -> Integer.BYTES + result.size()).sum();
    ByteBuffer block = ByteBuffer.allocate(size);
    for (Bytes result : results) {
      block.putInt(result.size()).put(result.toByteArray());
    }
    return block.array();
  }

  static List<Bytes> decode(byte[] encoded) {
    var results = new ArrayList<Bytes>();
    ByteBuffer block = ByteBuffer.wrap(encoded);
    try {
      while (block.hasRemaining()) {
        byte[] result = new byte[block.getInt()];
        block.get(result);
        results.add(Bytes.copyOf(result));
      }
      return results;
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalStateException("the journal holds results that it did not write", e);
    }
  }
}
