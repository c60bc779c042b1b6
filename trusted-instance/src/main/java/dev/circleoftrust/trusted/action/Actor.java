package dev.circleoftrust.trusted.action;

/**
 * On whose behalf something is done.
 *
 * @param user the person's name, or {@code system}
 * @param role what lets him do it
 */
public record Actor(String user, String role) {
  /** Who acts where no person does: nobody but checkpoints is signed for him. */
  public static final Actor UNATTENDED = new Actor("system", "unattended");

  public Actor {
    if (user.isBlank() || role.isBlank()) {
      throw new IllegalArgumentException("an actor has a name and a role");
    }
  }
}
