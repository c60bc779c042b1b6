package dev.circleoftrust.updateset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.PublicVectors;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What genuine instances exported. */
final class GenuineUpdateSetTest {
  @Test
  void everyFileIsRewrittenToTheByte() throws IOException, MalformedException {
    for (Path path : files()) {
      Bytes file = Bytes.copyOf(Files.readAllBytes(path));
      UpdateSet set = UpdateSetReader.read(file);
      assertThat(set.updates()).as(path.toString()).isNotEmpty();
      assertThat(UpdateSetWriter.write(set).toUtf8()).as(path.toString()).isEqualTo(file.toUtf8());
    }
  }

  @Test
  void everyPayloadSurvivesReadingAndWriting() throws IOException, MalformedException {
    for (CustomerUpdate update : updates()) {
      var set = set(List.of(update));
      UpdateSet again = UpdateSetReader.read(UpdateSetWriter.write(set));
      assertThat(again.updates().getFirst().payload()).isEqualTo(update.payload());
    }
  }

  @Test
  void everyPayloadIsReadAndItsFirstRowIsWhatTheUpdateNames()
      throws IOException, MalformedException {
    for (CustomerUpdate update : updates()) {
      RecordPayload payload = RecordPayload.parse(update.payload());
      RecordChange change = payload.rows().getFirst().change();
      assertThat(change.action()).isEqualTo(update.action());
      assertThat(payload.table() + "_" + change.record().sysId()).isEqualTo(update.name());
      assertThat(RecordChange.parse(change.encode())).isEqualTo(change);
    }
  }

  private static UpdateSet set(List<CustomerUpdate> updates) {
    String owner = updates.getFirst().value("remote_update_set");
    return new UpdateSet(
        Instant.EPOCH,
        List.of(ExportField.of("name", "a set"), ExportField.of("sys_id", owner)),
        updates);
  }

  private static List<CustomerUpdate> updates() throws IOException, MalformedException {
    var updates = new ArrayList<CustomerUpdate>();
    for (Path path : files()) {
      updates.addAll(UpdateSetReader.read(Bytes.copyOf(Files.readAllBytes(path))).updates());
    }
    return updates;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(PublicVectors.path("update-sets"))) {
      List<Path> xml = files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
      assertThat(xml).isNotEmpty();
      return xml;
    }
  }
}
