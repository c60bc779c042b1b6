package dev.circleoftrust.mid.boot;

/** What the boot file says of Code Signing. */
public enum CodeSigning {
  /** Enforced unless the circle log is proven to end in <i>off</i>. */
  LOG,
  /** Enforced from the first start on, whatever the log says. */
  REQUIRED
}
