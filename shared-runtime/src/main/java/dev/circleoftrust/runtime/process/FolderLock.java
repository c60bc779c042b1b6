package dev.circleoftrust.runtime.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process out of a folder. The operating system lets go of it when the process ends,
 * however it ends; so a lock file that was left behind locks nothing.
 */
final class FolderLock implements AutoCloseable {
  static final String NAME = "lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of {@code folder}.
   *
   * @throws ConfigurationException if another process, or another part of this one, has it
   */
  static FolderLock take(Path folder) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve(NAME), Set.of(CREATE, READ, WRITE), PrivateFolder.FILE_MODE);
      if (tryLock(channel) == null) {
        throw new ConfigurationException(
            "%s is in use by the process %s: stop that one, or choose another folder"
                .formatted(folder, holder(channel)));
      }
      var id = ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII));
      channel.truncate(0).write(id, 0);
      return new FolderLock(channel);
    } catch (IOException | ConfigurationException e) {
      closeQuietly(channel);
      throw e instanceof ConfigurationException known
          ? known
          : new ConfigurationException("cannot lock %s: %s".formatted(folder, e), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // this process has it already
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    var id = ByteBuffer.allocate(20);
    channel.read(id, 0);
    String text = US_ASCII.decode(id.flip()).toString();
    return text.matches("[0-9]+") ? text : "that holds its lock";
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException _) {
      // Nothing was written, and the failure that led here is being reported.
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
