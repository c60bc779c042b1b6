package dev.circleoftrust.production.updateset;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.LogFollower;
import dev.circleoftrust.runtime.kafka.LogListener;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports the update sets that a trusted instance publishes: the same import as a person's, with
 * the position kept beside what was imported. What is no update set is logged and left.
 */
public final class UpdateSetIntake implements LogListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(UpdateSetIntake.class);

  private final Database database;
  private final UpdateSetFiles files;
  private final UpdateSetImport imports;

  private UpdateSetIntake(Database database, UpdateSetFiles files, UpdateSetImport imports) {
    this.database = database;
    this.files = files;
    this.imports = imports;
  }

  /** Begins to import from where it ended last. */
  public static LogFollower start(
      KafkaClients clients, Database database, UpdateSetFiles files, UpdateSetImport imports) {
    return LogFollower.start(
        clients,
        Map.of(Topics.single(EccTopics.UPDATE_SETS), files.nextOffset()),
        new UpdateSetIntake(database, files, imports));
  }

  @Override
  public void received(LogRecord record) {
    Bytes value = record.value();
    database.inTransaction(_ -> {
      try {
        if (value != null) {
          var _ = imports.load(value);
        }
      } catch (MalformedException e) {
        LOGGER
            .atWarn()
            .addKeyValue("offset", record.offset())
            .addKeyValue("fact", e.fact())
            .log("not an update set");
      }
      files.advance(record.offset() + 1);
      return record.offset();
    });
  }

  @Override
  public long outOfRange(TopicPartition place, long wanted, long first, long end) {
    return first; // the same file again changes nothing
  }
}
