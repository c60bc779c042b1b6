package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.BatchProver;
import dev.circleoftrust.batch.NotProvenException;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a judge found earlier and need not find again. They never change a verdict: judging with any
 * precedents gives what judging with fresh ones gives, since each is found again only by all the
 * bytes that decided it, in the circle that decided it. All are forgotten where the circle is
 * another, and what depends on the time is decided each time.
 *
 * <p>There are only so many of them, some megabytes. What holds and what was refused are remembered
 * apart, so that no flood of refusals displaces what holds.
 *
 * <p>Not for use by several threads: each thread that judges has its own.
 */
public final class Precedents {
  private final VerifiedStatements statements;
  private KnownBatches batches;
  private KnownCode code = new KnownCode();
  private @Nullable CircleState circle;

  /** Those of a thread that judges by itself. */
  public Precedents() {
    this(new VerifiedStatements());
  }

  /**
   * Those of one thread among several.
   *
   * @param statements what all of them have verified
   */
  public Precedents(VerifiedStatements statements) {
    this.statements = statements;
    this.batches = new KnownBatches(statements);
  }

  /** The prover of the batch of {@code header}, whose signature holds in {@code circle}. */
  BatchProver prover(Bytes header, CircleState now) throws NotProvenException {
    forgetUnless(now);
    return batches.prover(header, now);
  }

  /** Whether the signature of the batch of {@code header} holds in {@code circle}. */
  public boolean holds(Bytes header, CircleState in) {
    try {
      var _ = prover(header, in);
      return true;
    } catch (NotProvenException _) {
      return false;
    }
  }

  /** Judges the signatures of the record that came with the row. */
  SignatureCheck checkCode(OutboundMessage.WithCode message, CircleState now, Instant at) {
    forgetUnless(now);
    return code.check(message, now, at);
  }

  /** Begins anew. */
  void forget() {
    batches = new KnownBatches(statements);
    code = new KnownCode();
    circle = null;
  }

  /** A state of a circle is one object and never changes: another object may be another state. */
  private void forgetUnless(CircleState now) {
    if (circle != now) {
      forget();
      circle = now;
    }
  }
}
