package dev.circleoftrust.mid.probe;

/** This host does not let a probe go where the record asks. The message is for whoever asked. */
public final class TargetRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public TargetRefusedException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
