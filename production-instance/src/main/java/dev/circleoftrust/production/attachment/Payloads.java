package dev.circleoftrust.production.attachment;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.Optional;

/**
 * Payloads of the ECC queue, wherever they are kept: a large one is an attachment {@value
 * #FILE_NAME} of its row, whose own field is empty then. In a message it is always in the row. Safe
 * for any number of threads.
 */
public final class Payloads {
  /** The most bytes of UTF-8 that stay in the row: the product's 500 KB. */
  public static final int MAX_IN_ROW = 512_000;

  private static final String FILE_NAME = "payload.txt";
  private static final String PAYLOAD = EccField.PAYLOAD.field();

  private final Attachments attachments;

  /** The payloads among these. */
  public Payloads(Attachments attachments) {
    this.attachments = attachments;
  }

  /** Whether a payload does not stay in its row. */
  public static boolean isLarge(String payload) {
    return payload.length() > MAX_IN_ROW / 3 && Bytes.ofUtf8(payload).size() > MAX_IN_ROW;
  }

  /** The row as it is to be kept: a large payload is attached to it now. */
  public GlideRecord kept(GlideRecord row, String user) {
    String payload = row.value(PAYLOAD);
    if (!isLarge(payload)) {
      return row;
    }
    attachments.attach(row.table(), row.sysId(), FILE_NAME, Bytes.ofUtf8(payload), user);
    return row.without(PAYLOAD);
  }

  /**
   * A row that was kept, with its payload.
   *
   * @throws MalformedException if another tool has spoilt the attachment
   */
  public GlideRecord whole(GlideRecord row) throws MalformedException {
    if (!row.value(PAYLOAD).isEmpty()) {
      return row;
    }
    Optional<Bytes> payload = attachments.first(row.table(), row.sysId());
    return payload.isEmpty() ? row : row.with(PAYLOAD, payload.get().toUtf8());
  }
}
