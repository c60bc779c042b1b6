package dev.circleoftrust.mid.probe;

/** This host does not let a probe go where the record asks. The message is for whoever asked. */
public final class TargetRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public TargetRefusedException(String message) {
    super(message);
  }

  /** The record names a credential that this host does not have. */
  public static TargetRefusedException noSuchAlias() {
    return new TargetRefusedException(
        "this MID Server's host has no credential of that alias: add it to its credentials file");
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
