package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.record.SysId;
import org.jspecify.annotations.Nullable;

/**
 * Why a row does not run, as it is told to production.
 *
 * @param reason the first check that failed
 * @param detail for the operator; holds no payload
 * @param remedy what to do about it
 * @param row the row that is answered; absent where nothing shows that production sent it
 */
record Refusal(RejectionReason reason, String detail, String remedy, @Nullable RowName row) {
  /**
   * A row of production's ECC queue.
   *
   * @param sysId which row
   * @param topic its topic
   */
  record RowName(SysId sysId, String topic) {}

  static Refusal of(RejectionReason reason, String detail, @Nullable RowName row) {
    return new Refusal(reason, detail, reason.remedy(), row);
  }

  /** The product's words, the reason's stable code, the detail and the remedy. */
  String sentence() {
    return words() + ": " + reason.code() + ": " + detail + "; " + remedy;
  }

  /** The product's words. */
  String words() {
    return switch (reason) {
      case FIREWALL_DENIED, COMMAND_REFUSED -> "ECC message execution denied";
      case OUTCOME_UNKNOWN -> "ECC message execution interrupted";
      case CANCELLED -> "ECC message execution cancelled";
      default -> "signature validation failed";
    };
  }
}
