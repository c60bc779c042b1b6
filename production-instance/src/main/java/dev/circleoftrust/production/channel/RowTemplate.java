package dev.circleoftrust.production.channel;

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
import java.util.Random;

/**
 * The message of a row for one agent and priority, in which only the sys_id is written anew for
 * each: a question for a heartbeat, filled up with letters. Safe for any number of threads.
 */
final class RowTemplate {
  private static final String TOPIC = "HeartbeatProbe";
  private static final String FILLING = "filling";
  private static final SysId PLACE = new SysId("0123456789abcdef0123456789abcdef");

  private final byte[] message;
  private final int sysIdAt;

  private RowTemplate(byte[] message, int sysIdAt) {
    this.message = message;
    this.sysIdAt = sysIdAt;
  }

  /**
   * A template of exactly {@code size} bytes.
   *
   * @param seed of the letters
   * @throws MalformedException if a row has more bytes than that
   */
  static RowTemplate of(AgentName agent, Priority priority, int size, long seed)
      throws MalformedException {
    int least = encoded(agent, priority, "x").length;
    if (size < least) {
      throw new MalformedException("size is at least %d for %s".formatted(least, agent));
    }
    byte[] message = encoded(agent, priority, letters(size - least + 1, seed));
    int at = new String(message, US_ASCII).indexOf(PLACE.value());
    return new RowTemplate(message, at);
  }

  /** The message of the row that has this sys_id, 32 bytes of ASCII. */
  byte[] with(byte[] sysId) {
    byte[] row = message.clone();
    System.arraycopy(sysId, 0, row, sysIdAt, sysId.length);
    return row;
  }

  private static byte[] encoded(AgentName agent, Priority priority, String filling)
      throws MalformedException {
    var payload = new EccPayload(List.of(new Parameter(FILLING, filling)));
    EccRecord row =
        EccRecord.output(PLACE, agent, TOPIC, priority).with(EccField.PAYLOAD, payload.encode());
    return new OutboundMessage.Bare(row).encode().toByteArray();
  }

  private static String letters(int count, long seed) {
    var random = new Random(seed);
    var letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return letters.toString();
  }
}
