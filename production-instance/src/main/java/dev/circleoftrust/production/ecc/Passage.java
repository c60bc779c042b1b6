package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import java.util.Set;

/** When a row leaves, by what it asks for. */
enum Passage {
  /** At once: it is about the MID Server itself, whatever production knows of it. */
  ALWAYS,
  /** When its MID Server is up and validated; another member of its cluster may take it. */
  ONCE_WORKABLE,
  /** When its MID Server is up and validated: no other may take it. */
  ONCE_WORKABLE_THERE_ONLY;

  private static final String COMMAND = "Command";
  private static final Set<String> ABOUT_ITSELF =
      Set.of("HeartbeatProbe", "queue.stats", "CancelProbe", "SystemCommand");
  private static final Set<String> NOT_FOR_CLUSTERS =
      Set.of("HeartbeatProbe", "CancelProbe", "SystemCommand", COMMAND);

  static Passage of(String topic) {
    if (ABOUT_ITSELF.contains(topic)) {
      return ALWAYS;
    }
    return topic.equals(COMMAND) ? ONCE_WORKABLE_THERE_ONLY : ONCE_WORKABLE;
  }

  /** True for a row that names one MID Server, because a cluster would choose any. */
  static boolean isForOneMidServer(EccRecord row) {
    return NOT_FOR_CLUSTERS.contains(row.topic());
  }
}
