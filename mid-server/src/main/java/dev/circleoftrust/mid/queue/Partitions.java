package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far each partition was read and judged, on the MID Server's own disk. No broker's offset is
 * ever asked for it. Safe for any number of threads.
 */
final class Partitions {
  /** The SQL table of this memory. */
  static final String TABLE =
      """
      CREATE TABLE ecc_partition (
        topic TEXT NOT NULL,
        partition INTEGER NOT NULL,
        topic_id TEXT NOT NULL,
        next_offset INTEGER NOT NULL,
        taken_over_offset INTEGER NOT NULL,
        taken_over_at INTEGER NOT NULL,
        key_id BLOB,
        stream BLOB,
        sequence INTEGER,
        signed_at INTEGER,
        left_streams BLOB,
        PRIMARY KEY (topic, partition));
      """;

  /** What is known of rows that were settled at sight. */
  static final String SEEDS =
      """
      ALTER TABLE ecc_partition ADD COLUMN answer_seed INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE ecc_partition ADD COLUMN answered_before INTEGER NOT NULL DEFAULT 0;
      UPDATE ecc_partition SET answer_seed = random();
      """;

  /** What the records that are read next may share. */
  static final String OPENINGS = "ALTER TABLE ecc_partition ADD COLUMN opening BLOB;";

  private static final int LEFT_SIZE = Digest.SIZE + 16;

  private static final String UPSERT =
      """
      INSERT INTO ecc_partition (topic, partition, topic_id, next_offset, taken_over_offset,
          taken_over_at, key_id, stream, sequence, signed_at, left_streams, answer_seed,
          answered_before, opening)
        VALUES (:topic, :partition, :topicId, :nextOffset, :takenOverOffset,
          :takenOverAt, :keyId, :stream, :sequence, :signedAt, :left, :seed, :answeredBefore,
          :opening)
        ON CONFLICT (topic, partition) DO UPDATE SET topic_id = excluded.topic_id,
          next_offset = excluded.next_offset, taken_over_offset = excluded.taken_over_offset,
          key_id = excluded.key_id, stream = excluded.stream, sequence = excluded.sequence,
          signed_at = excluded.signed_at, left_streams = excluded.left_streams,
          answer_seed = excluded.answer_seed, answered_before = excluded.answered_before,
          opening = excluded.opening
      """;

  private final Database database;

  /**
   * One partition.
   *
   * @param topic its topic
   * @param partition its number
   * @param topicId the broker's identity of the topic: a topic that was made anew has another
   * @param nextOffset where to read on
   * @param takenOverOffset where the topic ended when it was taken over, or made anew: what stands
   *     before it and is not notarized may have run already
   * @param memory how far notarized records were judged
   * @param settled what was answered without a journal
   * @param opening what the last record that brought anything for those after it has brought
   */
  record Reading(
      String topic,
      int partition,
      String topicId,
      long nextOffset,
      long takenOverOffset,
      PartitionMemory memory,
      Settled settled,
      @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<Opening> opening) {
    /**
     * This reading of the same topic, which now begins at {@code first} and ends at {@code end}.
     * Where the broker has lost its end, what is left was read before.
     */
    Reading between(long first, long end) {
      long next = Math.min(Math.max(nextOffset, first), end);
      var known = new Settled(settled.seed(), Math.min(settled.before(), end));
      return new Reading(topic, partition, topicId, next, takenOverOffset, memory, known, opening);
    }

    /** The reading after the offset that is passed over. */
    Reading skipping() {
      return after(nextOffset, memory, Optional.empty());
    }

    /**
     * The reading after a record at {@code offset}.
     *
     * @param brought what it has brought for those after it
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    Reading after(long offset, PartitionMemory next, Optional<Opening> brought) {
      return new Reading(
          topic,
          partition,
          topicId,
          offset + 1,
          takenOverOffset,
          next,
          settled,
          brought.isPresent() ? brought : opening);
    }

    /** The same with what was found to be answered. */
    Reading with(Settled found) {
      return new Reading(
          topic, partition, topicId, nextOffset, takenOverOffset, memory, found, opening);
    }

    /** True where the record at {@code offset} has its answer, given by an earlier session. */
    boolean isAnswered(long offset) {
      return offset < settled.before();
    }
  }

  /**
   * What of a partition was settled at sight.
   *
   * @param seed of the answers that this session gives
   * @param before every record below this offset has its answer
   */
  record Settled(AnswerSeed seed, long before) {
    /** Nothing yet. */
    static Settled nothing(AnswerSeed seed) {
      return new Settled(seed, 0);
    }
  }

  /** The memory in {@code database}, which has {@link #TABLE}. */
  Partitions(Database database) {
    this.database = database;
  }

  /** What is remembered of a partition. */
  Optional<Reading> find(String topic, int partition) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM ecc_partition WHERE topic = ? AND partition = ?")
            .bind(0, topic)
            .bind(1, partition)
            .map((row, _) -> reading(row))
            .findOne());
  }

  /** What is remembered of every partition of {@code topic}. */
  List<Reading> all(String topic) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM ecc_partition WHERE topic = ?")
            .bind(0, topic)
            .map((row, _) -> reading(row))
            .list());
  }

  /** Remembers a partition; joins the transaction that this thread is in. */
  void remember(Reading reading) {
    database.inTransaction(handle -> {
      PartitionMemory.Reached reached =
          reading.memory() instanceof PartitionMemory.Reached known ? known : null;
      long takenOverAt =
          reading.memory() instanceof PartitionMemory.TakenOver(Instant at) ? at.toEpochMilli() : 0;
      return handle
          .createUpdate(UPSERT)
          .bind("topic", reading.topic())
          .bind("partition", reading.partition())
          .bind("topicId", reading.topicId())
          .bind("nextOffset", reading.nextOffset())
          .bind("takenOverOffset", reading.takenOverOffset())
          .bind("takenOverAt", takenOverAt)
          .bind("keyId", reached == null ? null : reached.key().value().toByteArray())
          .bind("stream", reached == null ? null : reached.stream().toByteArray())
          .bind("sequence", reached == null ? null : reached.sequence())
          .bind("signedAt", reached == null ? null : reached.signedAt().toEpochMilli())
          .bind("left", reached == null ? null : left(reached))
          .bind("seed", reading.settled().seed().bits())
          .bind("answeredBefore", reading.settled().before())
          .bind("opening", reading.opening().map(Opening::encode).orElse(null))
          .execute();
    });
  }

  private static Reading reading(ResultSet row) throws SQLException {
    return new Reading(
        row.getString("topic"),
        row.getInt("partition"),
        row.getString("topic_id"),
        row.getLong("next_offset"),
        row.getLong("taken_over_offset"),
        memory(row),
        settled(row),
        opening(row));
  }

  private static Optional<Opening> opening(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getBytes("opening")).flatMap(Opening::decode);
  }

  private static Settled settled(ResultSet row) throws SQLException {
    return new Settled(new AnswerSeed(row.getLong("answer_seed")), row.getLong("answered_before"));
  }

  private static PartitionMemory memory(ResultSet row) throws SQLException {
    byte @Nullable [] key = row.getBytes("key_id");
    if (key == null) {
      return new PartitionMemory.TakenOver(Instant.ofEpochMilli(row.getLong("taken_over_at")));
    }
    return new PartitionMemory.Reached(
        new Digest(Bytes.copyOf(key)),
        Bytes.copyOf(row.getBytes("stream")),
        row.getLong("sequence"),
        Instant.ofEpochMilli(row.getLong("signed_at")),
        left(Bytes.copyOf(row.getBytes("left_streams"))));
  }

  private static byte[] left(PartitionMemory.Reached reached) {
    ByteBuffer all = ByteBuffer.allocate(reached.left().size() * LEFT_SIZE);
    reached.left().forEach(stream -> all.put(stream.toByteArray()));
    return all.array();
  }

  private static List<Bytes> left(Bytes all) {
    var left = new ArrayList<Bytes>();
    for (int at = 0; at < all.size(); at += LEFT_SIZE) {
      left.add(all.slice(at, at + LEFT_SIZE));
    }
    return left;
  }
}
