package dev.circleoftrust.keys;

import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.util.Collection;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;

/**
 * Tells path validation that a critical extended key usage is obeyed: {@link CertificateRoleRules}
 * have looked at each. By itself it knows only the leaf's and refuses an intermediate's.
 */
final class ExtendedKeyUsageObeyed extends PKIXCertPathChecker {
  private static final String IDENTIFIER = Extension.extendedKeyUsage.getId();

  @Override
  public void init(boolean forward) {
    // keeps no state
  }

  @Override
  public boolean isForwardCheckingSupported() {
    return true;
  }

  @Override
  public Set<String> getSupportedExtensions() {
    return Set.of(IDENTIFIER);
  }

  @Override
  public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions) {
    unresolvedCriticalExtensions.remove(IDENTIFIER);
  }
}
