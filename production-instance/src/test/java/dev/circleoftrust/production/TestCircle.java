package dev.circleoftrust.production;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A circle with one production and one trusted instance, in which Code Signing is off at first. */
final class TestCircle implements AutoCloseable {
  final TestProduction production;
  final TestTrustedInstance trusted;
  private final Instant now;

  TestCircle(Path folder, Signer key) throws Exception {
    this.now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    this.production = new TestProduction(folder, now, key);
    this.trusted = new TestTrustedInstance("trusted", now);
    CertificateExport attest = trusted.establish(TestProduction.NAME, key.verificationKey().spki());
    production.install(attest);
    production.install(trusted.trustCode(circle(), head()));
    settle();
  }

  void turnOn() throws Exception {
    production.execute(trusted.job(circle(), head(), new Action.TurnOn()));
    requireEnforcing(true);
  }

  void turnOff() throws Exception {
    hear();
    production.execute(trusted.job(circle(), head(), new Action.TurnOff()));
    settle();
    requireEnforcing(false);
  }

  CircleState state() {
    return production.state();
  }

  private void settle() {
    var _ = production.log.add(trusted.settled(circle(), head()));
    hear();
  }

  private void hear() {
    var _ = production.log.hear(trusted.checkpoint(circle(), head(), now));
  }

  private void requireEnforcing(boolean wanted) {
    if (production.enforcing() != wanted) {
      throw new AssertionError("enforcing: " + production.enforcing());
    }
  }

  private Digest circle() {
    return production.state().circle();
  }

  private Digest head() {
    return production.state().head();
  }

  @Override
  public void close() {
    production.close();
  }
}
