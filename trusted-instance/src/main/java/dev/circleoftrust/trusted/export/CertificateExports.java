package dev.circleoftrust.trusted.export;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.CertificateChain;
import dev.circleoftrust.keys.CertificateProfile;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.LogRefusal;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.action.Actor;
import dev.circleoftrust.trusted.circle.CircleLog;
import dev.circleoftrust.trusted.content.ExportedSets;
import dev.circleoftrust.trusted.keys.CryptoModule;
import dev.circleoftrust.trusted.keys.ModuleKey;
import dev.circleoftrust.trusted.keys.ModuleKeys;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.List;
import java.util.Optional;

/**
 * <i>Export certificate to production</i>: signs the statement by which the circle trusts a key of
 * this instance, and the certificate's own signature. The first certificate of {@code
 * cm_code_attest} founds the circle; every other key is trusted by an instruction.
 *
 * <p>Safe for any number of threads.
 */
public final class CertificateExports {
  private static final String ROLE = "admin, security_admin";
  private static final String WHAT = "Export certificate to production";

  private final Terms terms;
  private final ModuleKeys keys;
  private final Foundation foundation;
  private final StatementSigning signing;
  private final Outlet outlet;

  /**
   * Where an export goes.
   *
   * @param circle is told which first statements may come back
   * @param sets keeps the update sets
   */
  public record Outlet(CircleLog circle, ExportedSets sets) {}

  /** Exports certificates of {@code keys}. */
  public CertificateExports(
      Terms terms,
      ModuleKeys keys,
      Foundation foundation,
      StatementSigning signing,
      Outlet outlet) {
    this.terms = terms;
    this.keys = keys;
    this.foundation = foundation;
    this.signing = signing;
    this.outlet = outlet;
  }

  /** Exports a certificate; the answer is the local update set that carries it. */
  public GlideRecord export(SysId certificate, String user) throws ActionRefusedException {
    ModuleKey key =
        keys.ofCertificate(certificate)
            .orElseThrow(() ->
                ActionRefusedException.missing(
                    "there is no certificate %s whose key was imported here"
                        .formatted(certificate)));
    var order = new Order(new Actor(user, ROLE), WHAT);
    Optional<CircleState> state = outlet.circle().state();
    if (state.isEmpty() && key.module() == CryptoModule.CODE_ATTEST) {
      return found(key, order);
    }
    return trust(key, outlet.circle().established(), order);
  }

  private GlideRecord found(ModuleKey key, Order order) throws ActionRefusedException {
    Establish establish = foundation.statement(key, terms);
    requireProfile(key, establish.roots(), establish.validity());
    Envelope statement = signing.first(establish, key, order);
    if (CircleState.establish(statement.statementId(), new LogItem.First(statement))
        instanceof Outcome.Refused(var reason, var detail)) {
      throw ActionRefusedException.notNow(
          reason.code(), "nobody would accept this first statement: " + detail);
    }
    // Before it can be installed: else it would come back unknown after a crash.
    outlet.circle().offer(statement.statementId());
    return keep(statement, key, order);
  }

  private GlideRecord trust(ModuleKey key, CircleState state, Order order)
      throws ActionRefusedException {
    Digest id = key.signer().keyId();
    if (state.isRevoked(id) || state.key(id, key.module().purpose()).isPresent()) {
      throw ActionRefusedException.notNow(
          LogRefusal.KEY_ALREADY_KNOWN.code(),
          "the circle %s the key of this certificate already"
              .formatted(state.isRevoked(id) ? "revoked" : "trusts"));
    }
    Validity validity = terms.validity();
    requireProfile(key, state.roots(), validity);
    var action = new Action.TrustKey(terms.issuer(), key.module().purpose(), key.chain());
    var instruction =
        new Instruction(state.circle(), outlet.circle().acceptedHead(), action, validity);
    return keep(signing.exported(instruction, state, order), key, order);
  }

  private GlideRecord keep(Envelope statement, ModuleKey key, Order order) {
    Envelope possession = signing.possession(statement, key, order);
    return outlet.sets().keep(new CertificateExport(statement, possession), order.actor().user());
  }

  /** The certificate may have expired since it was imported, or the circle may lack its root. */
  private static void requireProfile(ModuleKey key, List<Bytes> roots, Validity validity)
      throws ActionRefusedException {
    var chain = new CertificateChain(key.chain());
    if (CertificateProfile.check(chain, roots, validity.notBefore())
        instanceof CertificateProfile.Refused(var problem, var detail)) {
      throw ActionRefusedException.notNow(problem.code(), detail);
    }
  }
}
