package dev.circleoftrust.keys;

/**
 * Ends the check of a certificate chain at the first rule that it breaks. Never leaves this
 * package: {@link CertificateProfile} returns it as a verdict.
 */
final class CertificateRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CertificateProblem problem;

  CertificateRefusedException(CertificateProblem problem, String detail) {
    super(detail);
    this.problem = problem;
  }

  /** Goes on only where {@code holds}. */
  static void require(boolean holds, CertificateProblem otherwise, String detail)
      throws CertificateRefusedException {
    if (!holds) {
      throw new CertificateRefusedException(otherwise, detail);
    }
  }

  CertificateProblem problem() {
    return problem;
  }
}
