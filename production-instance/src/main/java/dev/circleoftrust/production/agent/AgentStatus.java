package dev.circleoftrust.production.agent;

/** Whether a MID Server lives: the field {@code status} of {@code ecc_agent}. */
enum AgentStatus {
  /** It was heard of, and takes rows. */
  UP("Up", "mid_server.up"),
  /** It was heard of, and takes only interactive rows. */
  PAUSED("Paused", "mid_server.paused"),
  /** It has not answered, or said that it stops. */
  DOWN("Down", "mid_server.down");

  private final String word;
  private final String event;

  AgentStatus(String word, String event) {
    this.word = word;
    this.event = event;
  }

  /** What the field holds. */
  String word() {
    return word;
  }

  /** The event that tells of a change to it. */
  String event() {
    return event;
  }

  /** Reads the field; whatever else another tool has put there is no sign of life. */
  static AgentStatus of(String field) {
    for (AgentStatus status : values()) {
      if (field.equals(status.word)) {
        return status;
      }
    }
    return DOWN;
  }
}
