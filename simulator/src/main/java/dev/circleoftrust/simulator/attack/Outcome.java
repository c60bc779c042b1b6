package dev.circleoftrust.simulator.attack;

/**
 * How an attack ended.
 *
 * @param refused whether it was refused, and nothing changed
 * @param reason the stable reason of the refusal, or what the attack did
 * @param evidence where that was seen, for a person
 * @param record the sys_id of the ECC record that was refused; empty where there is none
 */
public record Outcome(boolean refused, String reason, String evidence, String record) {
  static Outcome refused(String reason, String evidence) {
    return new Outcome(true, reason, evidence, "");
  }

  static Outcome happened(String what, String evidence) {
    return new Outcome(false, what, evidence, "");
  }

  Outcome about(String sysId) {
    return new Outcome(refused, reason, evidence, sysId);
  }
}
