package dev.circleoftrust.runtime.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;

/**
 * The messages of the rows for one agent and priority, all of one size: questions for a heartbeat
 * with words that ask for nothing. Of each only the sys_id and the words are written anew. Safe for
 * any number of threads.
 */
public final class RowMessage {
  private static final String TOPIC = "HeartbeatProbe";
  private static final String PARAMETER = "filling";
  private static final SysId PLACE = new SysId("0123456789abcdef0123456789abcdef");
  private static final String VALUE = "value="; // no agent's name has a sign of equality
  private static final String MARK = "z";

  private final byte[] message;
  private final int sysIdAt;
  private final int wordsAt;
  private final int count;
  private final Words words;

  private RowMessage(byte[] message, int sysIdAt, int wordsAt, int count, Words words) {
    this.message = message;
    this.sysIdAt = sysIdAt;
    this.wordsAt = wordsAt;
    this.count = count;
    this.words = words;
  }

  /**
   * Messages of exactly {@code size} bytes.
   *
   * @param words as long as {@code size}, or longer
   * @throws MalformedException if a row has more bytes than that, or no message may have as many
   */
  public static RowMessage of(AgentName agent, Priority priority, int size, Words words)
      throws MalformedException {
    int least = encoded(agent, priority, 1).length;
    if (size < least) {
      throw new MalformedException("size is at least %d for %s".formatted(least, agent));
    }
    int count = size - least + 1;
    byte[] message = encoded(agent, priority, count);
    String text = new String(message, US_ASCII);
    return new RowMessage(
        message,
        text.indexOf(PLACE.value()),
        text.indexOf(MARK.repeat(count), text.indexOf(VALUE)),
        count,
        words);
  }

  /**
   * The message of the row at {@code index}, in an array that nobody else holds.
   *
   * @param sysId of the row, 32 bytes of ASCII
   */
  public byte[] with(byte[] sysId, long index) {
    byte[] row = message.clone();
    System.arraycopy(sysId, 0, row, sysIdAt, sysId.length);
    words.write(index, row, wordsAt, count);
    return row;
  }

  private static byte[] encoded(AgentName agent, Priority priority, int count)
      throws MalformedException {
    var payload = new EccPayload(List.of(new Parameter(PARAMETER, MARK.repeat(count))));
    EccRecord row =
        EccRecord.output(PLACE, agent, TOPIC, priority).with(EccField.PAYLOAD, payload.encode());
    return new OutboundMessage.Bare(row).encode().toByteArray();
  }
}
