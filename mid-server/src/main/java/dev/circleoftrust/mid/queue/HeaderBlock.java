package dev.circleoftrust.mid.queue;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record as one block of bytes in the journal.
 *
 * <pre>block = (i32 size || name || i32 size || value)*</pre>
 *
 * <p>A header without a value has the value size -1.
 */
final class HeaderBlock {
  private HeaderBlock() {}

  static byte[] encode(List<Arrival.Label> headers) {
    var out = new ByteArrayOutputStream();
    for (Arrival.Label header : headers) {
      // A name that Kafka decoded may hold what it put in place of bad bytes, never a surrogate.
      write(Bytes.ofUtf8(header.name()), out);
      write(header.value(), out);
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalStateException if the journal holds anything else
   */
  static List<Arrival.Label> decode(byte[] block) {
    var headers = new ArrayList<Arrival.Label>();
    try {
      for (var in = ByteBuffer.wrap(block); in.hasRemaining(); ) {
        Bytes name = read(in);
        headers.add(new Arrival.Label(name == null ? "" : name.toUtf8(), read(in)));
      }
      return headers;
    } catch (BufferUnderflowException | NegativeArraySizeException | MalformedException e) {
      throw new IllegalStateException("the journal holds headers that it did not write", e);
    }
  }

  private static void write(@Nullable Bytes value, ByteArrayOutputStream out) {
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).putInt(value == null ? -1 : value.size()).array());
    if (value != null) {
      out.writeBytes(value.toByteArray());
    }
  }

  private static @Nullable Bytes read(ByteBuffer in) {
    int size = in.getInt();
    if (size == -1) {
      return null;
    }
    if (size > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[size];
    in.get(value);
    return Bytes.copyOf(value);
  }
}
