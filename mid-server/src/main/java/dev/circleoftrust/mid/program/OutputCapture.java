package dev.circleoftrust.mid.program;

import dev.circleoftrust.mid.program.BoundedProcess.Captured;
import dev.circleoftrust.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads an output of a program to its end, so that the program never waits, and keeps its
 * beginning. It has a thread of its own, which lives as long as anybody holds the other end.
 */
final class OutputCapture {
  private final InputStream output;
  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread thread;
  private long leftOut;

  private OutputCapture(InputStream output, int limit) {
    this.output = output;
    this.limit = limit;
    this.thread = Thread.ofPlatform().daemon().name("program-output").unstarted(this::read);
  }

  static OutputCapture of(InputStream output, int limit) {
    var capture = new OutputCapture(output, limit);
    capture.thread.start();
    return capture;
  }

  /** What was read, once the output has ended, or as far as it came within {@code patience}. */
  Captured await(Duration patience) throws InterruptedException {
    var _ = thread.join(patience);
    synchronized (this) {
      return new Captured(Bytes.copyOf(kept.toByteArray()), leftOut);
    }
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try (output) {
      for (int size = output.read(buffer); size >= 0; size = output.read(buffer)) {
        keep(buffer, size);
      }
    } catch (IOException _) {
      // The program was killed: what it said is of no use any more.
    }
  }

  private synchronized void keep(byte[] buffer, int size) {
    int taken = Math.min(size, limit - kept.size());
    kept.write(buffer, 0, taken);
    leftOut += size - taken;
  }
}
