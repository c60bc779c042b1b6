package dev.circleoftrust.production.job;

import static dev.circleoftrust.production.refusal.RefusedException.require;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.CertificateChain;
import dev.circleoftrust.keys.CertificateProfile;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * <i>Install Trusted Code Signing cert</i>: a person has compared the fingerprint, and production
 * takes the certificate into its trusted friends list. The first one founds the circle. Safe for
 * any number of threads; one installs at a time.
 */
public final class CertificateInstallation {
  private final CarriedExports exports;
  private final CircleLog log;
  private final LogChange change;
  private final Establish.Production self;
  private final InstantSource clock;

  /**
   * @param self this instance's name and notarization key, which a first statement must name
   */
  public CertificateInstallation(
      CarriedExports exports,
      CircleLog log,
      LogChange change,
      Establish.Production self,
      InstantSource clock) {
    this.exports = exports;
    this.log = log;
    this.change = change;
    this.self = self;
    this.clock = clock;
  }

  /**
   * Installs the certificate with this sys_id.
   *
   * @param fingerprint what the person read on the trusted instance, with or without colons
   * @param established told once a circle is pinned, before its log is read
   */
  public synchronized void install(SysId sysId, String fingerprint, Runnable established)
      throws RefusedException {
    CertificateExport export = exports.certificate(sysId);
    try {
      requireComparison(export, fingerprint);
      boolean first = export.statement().payloadType().equals(Establish.PAYLOAD_TYPE);
      if (first) {
        requireOwn(export);
      }
      requireOrder(first, export.statement());
      requirePossession(export, first);
      require(
          export.validity().contains(clock.instant()),
          RefusalReason.EXPIRED,
          "the export's window has ended or has not begun: export the certificate again");
      if (first) {
        establish(export.statement(), established);
      } else {
        change.instruct(export.statement(), export.circle());
      }
    } catch (MalformedException e) {
      throw new RefusedException(RefusalReason.JOB_DIFFERS, "export it again: " + e.fact());
    }
  }

  private static void requireComparison(CertificateExport export, String fingerprint)
      throws RefusedException, MalformedException {
    String given = plain(fingerprint);
    require(
        !given.isEmpty(),
        RefusalReason.FINGERPRINT_MISSING,
        "compare the certificate's fingerprint with the trusted instance's, and give it");
    require(
        given.equals(plain(CertificateRecords.fingerprint(export.chain().getFirst()))),
        RefusalReason.FINGERPRINT_DIFFERS,
        "the fingerprint is not this certificate's: do not install it, find out where it came from");
  }

  private static String plain(String fingerprint) {
    return fingerprint.replaceAll("[:\\s]", "").toUpperCase(Locale.ROOT);
  }

  /** A first statement is for one production instance and its own key. */
  private void requireOwn(CertificateExport export) throws RefusedException, MalformedException {
    Establish statement = Establish.parse(export.statement().payload());
    require(
        statement.production().equals(self),
        RefusalReason.WRONG_PRODUCTION,
        "the first statement is for %s with another notarization key: bring this instance's request"
                .formatted(statement.production().name())
            + " to the trusted instance, and export again");
  }

  private void requireOrder(boolean first, Envelope statement) throws RefusedException {
    Optional<CircleState> circle = log.state();
    if (first) {
      boolean begun = log.pin().filter(pin -> !pin.equals(statement.statementId())).isPresent();
      require(
          circle.isEmpty() && !begun,
          RefusalReason.ALREADY_ESTABLISHED,
          "this instance belongs to a circle already, for ever");
    } else {
      require(
          circle.isPresent(),
          RefusalReason.NOT_ESTABLISHED,
          "no circle is established here: install the certificate of cm_code_attest first");
    }
  }

  private void requirePossession(CertificateExport export, boolean first)
      throws RefusedException, MalformedException {
    List<Bytes> roots =
        first
            ? Establish.parse(export.statement().payload()).roots()
            : log.state().map(CircleState::roots).orElse(List.of());
    switch (CertificateProfile.check(
        CertificateChain.ofDer(export.chain()), roots, clock.instant())) {
      case CertificateProfile.Refused(var problem, var detail) ->
          throw new RefusedException(
              RefusalReason.CERTIFICATE_REFUSED, "%s: %s".formatted(problem.code(), detail));
      case CertificateProfile.Accepted accepted ->
          require(
              export.possessionHolds(accepted.key()),
              RefusalReason.POSSESSION_NOT_PROVEN,
              "the certificate's own key has not signed its record: export it again");
    }
  }

  private void establish(Envelope statement, Runnable established) throws RefusedException {
    Digest circle = statement.statementId();
    var item = new LogItem.First(statement);
    if (CircleState.establish(circle, item) instanceof Outcome.Refused(var reason, var detail)) {
      throw new RefusedException(RefusalReason.of(reason), detail);
    }
    log.pin(circle);
    established.run();
    change.establish(statement);
  }
}
