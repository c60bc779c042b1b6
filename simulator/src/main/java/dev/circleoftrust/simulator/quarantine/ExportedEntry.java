package dev.circleoftrust.simulator.quarantine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.StrictJson;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a file, for whoever looks into it with other tools.
 *
 * <pre>{@code
 * {"entry":N,"quarantined":TIME,"agent":TEXT,"verdict":CODE,"detail":TEXT,"place":TEXT,"form":"original"|"digest",
 *  "key":BASE64|null,"value":BASE64|null,"headers":[{"name":TEXT,"value":BASE64},...]}
 * }</pre>
 *
 * <p>Key, value and headers are the refused record's own, byte for byte; of the form {@code digest}
 * the value is the hexadecimal SHA-256 of what was refused, as text.
 */
public final class ExportedEntry {
  private ExportedEntry() {}

  /** The JSON. */
  static ObjectNode json(QuarantineEntry entry) {
    ObjectNode json =
        StrictJson.object()
            .put("entry", entry.number())
            .put("quarantined", entry.kept().at().toString())
            .put("agent", entry.agent())
            .put("verdict", entry.reason())
            .put("detail", entry.detail())
            .put("place", entry.place())
            .put("form", entry.isOriginal() ? "original" : "digest")
            .put("key", base64(entry.kept().key()))
            .put("value", base64(entry.kept().value()));
    ArrayNode headers = json.putArray("headers");
    for (Seen.Label header : entry.headers()) {
      headers.addObject().put("name", header.name()).put("value", header.value().toBase64());
    }
    return json;
  }

  /**
   * Writes a new file that its owner alone can read: a payload may hold what is nobody else's.
   *
   * @return how many bytes it has
   * @throws RefusedException if there is a file of this name: none is ever overwritten
   */
  public static int write(QuarantineEntry entry, Path file) throws RefusedException, IOException {
    Bytes json = StrictJson.encode(json(entry));
    try (var channel =
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        var out = Channels.newOutputStream(channel)) {
      out.write(json.toByteArray());
    } catch (FileAlreadyExistsException _) {
      throw new RefusedException(
          "%s exists and stays as it is: name another file".formatted(file), "file-exists");
    }
    return json.size();
  }

  private static @Nullable String base64(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.toBase64();
  }
}
