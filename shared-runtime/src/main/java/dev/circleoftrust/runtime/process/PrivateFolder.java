package dev.circleoftrust.runtime.process;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.sun.security.auth.module.UnixSystem;
import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folder in which one process keeps all that it has: mode 700, its files mode 600, held by one
 * process at a time. Safe for any number of threads that write different files.
 */
public final class PrivateFolder implements AutoCloseable {
  static final FileAttribute<Set<PosixFilePermission>> FILE_MODE = mode("rw-------");

  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE = mode("rwx------");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Path path;
  private final FolderLock lock;

  private PrivateFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens the folder, makes it where it is missing, and holds it until {@link #close()}.
   *
   * @throws ConfigurationException if it is no folder, belongs to somebody else, can be entered by
   *     others, or is in use by another process
   */
  public static PrivateFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      if (!Files.exists(path)) {
        if (path.getParent() != null) {
          Files.createDirectories(path.getParent());
        }
        Files.createDirectory(path, FOLDER_MODE);
      }
      path = path.toRealPath();
      requirePrivate(path);
      return new PrivateFolder(path, FolderLock.take(path));
    } catch (IOException e) {
      throw new ConfigurationException("cannot use the folder %s: %s".formatted(path, e), e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Where a file of this name is, or would be. */
  public Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a file: " + name);
    }
    return path.resolve(name);
  }

  /** A folder of mode 700 inside this one, made where it is missing. */
  public Path folder(String name) {
    Path folder = file(name);
    try {
      if (!Files.exists(folder, NOFOLLOW_LINKS)) {
        Files.createDirectory(folder, FOLDER_MODE);
      }
      requirePrivate(folder);
      return folder;
    } catch (IOException e) {
      throw new ConfigurationException("cannot use the folder %s: %s".formatted(folder, e), e);
    }
  }

  /**
   * Makes an empty file of mode 600 where there is none, and refuses one that others can read.
   *
   * @return where it is
   */
  public Path privateFile(String name) {
    Path file = file(name);
    try {
      if (!Files.exists(file, NOFOLLOW_LINKS)) {
        Files.createFile(file, FILE_MODE);
      }
      requirePrivate(file);
      return file;
    } catch (IOException e) {
      throw new ConfigurationException("cannot use the file %s: %s".formatted(file, e), e);
    }
  }

  /**
   * What a file holds, or empty where there is none.
   *
   * @param maxSize the most bytes that it may have
   * @throws ConfigurationException if it is larger, cannot be read, or can be read by others
   */
  public Optional<Bytes> read(String name, int maxSize) {
    Path file = file(name);
    try (var in = Files.newInputStream(file, READ, NOFOLLOW_LINKS)) {
      requirePrivate(file);
      byte[] content = in.readNBytes(maxSize + 1);
      if (content.length > maxSize) {
        throw new ConfigurationException("%s has more than %d bytes".formatted(file, maxSize));
      }
      return Optional.of(Bytes.copyOf(content));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ConfigurationException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  /**
   * Makes or replaces a file, mode 600 from its first byte on. Whoever looks sees the old content
   * or the new, never a part, also after a loss of power; when this returns it is on the disk.
   */
  public void write(String name, Bytes content) {
    Path file = file(name);
    Path next = file.resolveSibling(name + ".new");
    try {
      Files.deleteIfExists(next);
      try (var out = FileChannel.open(next, Set.of(CREATE_NEW, WRITE), FILE_MODE)) {
        ByteBuffer rest = content.toByteBuffer();
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      Files.move(next, file, ATOMIC_MOVE);
      try (var entries = FileChannel.open(path, READ)) {
        entries.force(true); // the new name itself must survive a loss of power
      }
    } catch (IOException e) {
      throw new ConfigurationException("cannot write %s: %s".formatted(file, e), e);
    }
  }

  /** Lets another process have the folder. */
  @Override
  public void close() {
    lock.close();
  }

  private static void requirePrivate(Path path) throws IOException {
    // By number: in a container the user may have no name.
    long owner = ((Number) Files.getAttribute(path, "unix:uid", NOFOLLOW_LINKS)).longValue();
    long user = new UnixSystem().getUid();
    if (owner != user) {
      throw new ConfigurationException(
          "%s belongs to user %d, not to user %d".formatted(path, owner, user));
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, NOFOLLOW_LINKS);
    boolean folder = Files.isDirectory(path, NOFOLLOW_LINKS);
    if (!PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------").containsAll(mode)) {
      throw new ConfigurationException(
          "%s is open to others: run chmod %s %s".formatted(path, folder ? "700" : "600", path));
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
