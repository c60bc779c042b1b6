package dev.circleoftrust.trust;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.Checkpoint;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a circle: what its log, as far as it was folded, says of trust and enforcement.
 * Every process folds the same log with {@link #apply}, which takes no clock, so the state is a
 * function of the log alone. Immutable.
 *
 * <p>What <b>tightens</b> counts at sight, on every branch that is still open. What <b>loosens</b>
 * counts once it is settled: covered by checkpoints of a threshold of issuers. Revocations and
 * withdrawals count for ever, on whichever branch they were seen. Where two logs are settled at
 * once, Code Signing is enforced.
 *
 * <h2>Security</h2>
 *
 * Whoever carries the log can withhold items. He cannot forge, edit, repeat or move one, nor reach
 * by any order of genuine items a state that is looser than what the issuers signed and settled.
 */
public final class CircleState {
  private final Digest circle;
  private final Establish establish;
  private final Settings founding;
  private final LogTree tree;
  private final Settlement settlement;
  private final Settings settings;
  private final Digest head;

  private CircleState(Digest circle, Establish establish, Settings founding, LogTree tree) {
    this.circle = circle;
    this.establish = establish;
    this.founding = founding;
    this.tree = tree;
    this.settlement = Settlement.of(tree, founding);
    this.settings = tighten(settlement.settings().withRevocationsOf(tree.entries()));
    this.head = tip(tree, settlement.head());
  }

  /**
   * Begins a circle.
   *
   * @param pinned the circle's id, which the reader was told of by a person: SHA-256 of the first
   *     statement
   */
  public static Outcome establish(Digest pinned, LogItem item) {
    if (!(item instanceof LogItem.First(var envelope))) {
      return new Outcome.Refused(
          LogRefusal.NOT_ESTABLISHED, "no first statement came before this item");
    }
    try {
      Settings founding = Founding.check(envelope, pinned);
      return new Outcome.Applied(
          new CircleState(
              pinned, Founding.parse(envelope), founding, LogTree.of(Head.first(pinned))));
    } catch (RefusedException e) {
      return e.outcome();
    }
  }

  /** The state after {@code item}, or why the item is no part of the log. */
  public Outcome apply(LogItem item) {
    try {
      return switch (item) {
        case LogItem.First(var envelope) ->
            throw new RefusedException(
                envelope.statementId().equals(circle)
                    ? LogRefusal.ALREADY_APPLIED
                    : LogRefusal.WRONG_CIRCLE,
                "the circle is established already");
        case LogItem.Instructed(var envelope, var execution) ->
            after(tree.with(new Admission(this).check(envelope, execution)));
        case LogItem.Settled(var envelope) -> applyCheckpoint(envelope);
      };
    } catch (RefusedException e) {
      return e.outcome();
    }
  }

  /** Verifies a checkpoint against the keys of this state, whether or not its head is known. */
  public CheckpointReading read(Envelope envelope) {
    try {
      return genuine(envelope);
    } catch (RefusedException e) {
      return new CheckpointReading.Refused(e.reason(), e.detail());
    }
  }

  private Outcome applyCheckpoint(Envelope envelope) throws RefusedException {
    CheckpointReading.Genuine checkpoint = genuine(envelope);
    RefusedException.require(
        issuers().contains(checkpoint.issuer()),
        LogRefusal.SIGNER_NOT_TRUSTED,
        "%s is no issuer, or no longer".formatted(checkpoint.issuer()));
    RefusedException.require(
        contains(checkpoint.head()),
        LogRefusal.UNKNOWN_HEAD,
        "the checkpoint is for a head that is not in the log: " + checkpoint.head());
    RefusedException.require(
        !tree.isCheckpointed(checkpoint.issuer(), checkpoint.head()),
        LogRefusal.ALREADY_APPLIED,
        "%s has checkpointed this head or a later one".formatted(checkpoint.issuer()));
    return after(tree.withCheckpoint(checkpoint.issuer(), checkpoint.head()));
  }

  private CheckpointReading.Genuine genuine(Envelope envelope) throws RefusedException {
    RefusedException.require(
        envelope.payloadType().equals(Checkpoint.PAYLOAD_TYPE) && envelope.signatures().size() == 1,
        LogRefusal.MALFORMED,
        "a checkpoint is one statement with one signature");
    Signers signers = Signers.of(envelope, KeyPurpose.CHECKPOINT, settings);
    RefusedException.require(
        !signers.issuers().isEmpty(), signers.problem(), "no valid signature by an issuer");
    try {
      Checkpoint checkpoint = Checkpoint.parse(envelope.payload());
      RefusedException.require(
          checkpoint.circle().equals(circle),
          LogRefusal.WRONG_CIRCLE,
          "the checkpoint is for circle " + checkpoint.circle());
      return new CheckpointReading.Genuine(
          signers.issuers().iterator().next(),
          envelope.signatures().getFirst().keyId(),
          checkpoint.head(),
          checkpoint.notBefore());
    } catch (MalformedException e) {
      throw new RefusedException(LogRefusal.MALFORMED, e.fact());
    }
  }

  private Outcome after(LogTree next) {
    return new Outcome.Applied(new CircleState(circle, establish, founding, next));
  }

  private Settings tighten(Settings settled) {
    Settings tightened = settled;
    for (LogEntry entry : tree.entries()) {
      if (!entry.loosens() && isWaiting(entry.head())) {
        tightened = tightened.tightenedBy(entry.change());
      }
    }
    return tightened;
  }

  /** The circle's id. */
  public Digest circle() {
    return circle;
  }

  /** The production instance that the circle is for. */
  public IssuerName production() {
    return establish.production().name();
  }

  /** DER of the authorities whose certificates the circle admits. */
  public List<Bytes> roots() {
    return establish.roots();
  }

  /** True where MID Servers refuse what is not signed. */
  public boolean enforcing() {
    return settings.enforcing() || settlement.contradicted();
  }

  /** True where issuers have settled two logs: nothing loosens any more. */
  public boolean contradicted() {
    return settlement.contradicted();
  }

  /** The head that the next instruction is to build on: the tip of the branch that came first. */
  public Digest head() {
    return head;
  }

  /** Where one comes from {@code from} by the branch that came first. */
  private static Digest tip(LogTree tree, Digest from) {
    Digest tip = from;
    List<LogEntry> children = tree.children(tip);
    while (!children.isEmpty()) {
      tip = children.getFirst().head();
      children = tree.children(tip);
    }
    return tip;
  }

  /** The last head that checkpoints by a threshold of issuers cover. */
  public Digest settledHead() {
    return settlement.head();
  }

  /** Every instruction of the log, in the order in which they were applied. */
  public Collection<LogEntry> entries() {
    return tree.entries();
  }

  /** The instructions from the first statement to {@code head}. */
  public List<LogEntry> pathTo(Digest head) {
    return tree.path(tree.root(), head);
  }

  /** True where the log, on any branch, has {@code head}. */
  public boolean contains(Digest head) {
    return tree.contains(head);
  }

  /** True where {@code head} is {@code ancestor} or builds on it. */
  public boolean descends(Digest head, Digest ancestor) {
    return contains(head) && tree.descends(head, ancestor);
  }

  /** True where an instruction may still build on {@code head}. */
  public boolean isOpen(Digest head) {
    return descends(head, settlement.head());
  }

  /** True where {@code head} is not settled and may yet be. */
  public boolean isWaiting(Digest head) {
    return isOpen(head) && !head.equals(settlement.head());
  }

  /** True where {@code head} is part of the settled log. */
  public boolean isSettled(Digest head) {
    return contains(head) && tree.descends(settlement.head(), head);
  }

  /** True where {@code head} is on a branch that the settled log has left behind. */
  public boolean isSuperseded(Digest head) {
    return contains(head) && !isOpen(head) && !isSettled(head);
  }

  /** The head after the last instruction on the way to {@link #head()} that set enforcement. */
  public Digest enforcementHead() {
    return pathTo(head()).reversed().stream()
        .filter(entry -> entry.change() instanceof Change.Enforce && !isIdle(entry))
        .map(LogEntry::head)
        .findFirst()
        .orElse(tree.root());
  }

  /** True for what loosens and waits: it changes nothing yet. */
  private boolean isIdle(LogEntry entry) {
    return entry.loosens() && isWaiting(entry.head());
  }

  /** The key called {@code id}, if it is trusted for {@code purpose}. */
  public Optional<TrustedKey> key(Digest id, KeyPurpose purpose) {
    return settings.trusted(id, purpose);
  }

  /** Every key that is trusted for {@code purpose}. */
  public List<TrustedKey> keys(KeyPurpose purpose) {
    return settings.keys().values().stream()
        .filter(key -> key.purpose() == purpose && !settings.revoked().contains(key.id()))
        .toList();
  }

  /** True where the key called {@code id} was revoked. */
  public boolean isRevoked(Digest id) {
    return settings.revoked().contains(id);
  }

  /** True where the record signature with this id was withdrawn. */
  public boolean isWithdrawn(Digest statementId) {
    return settings.withdrawn().contains(statementId);
  }

  /** Those who hold a trusted key for instructions and one for checkpoints. */
  public Set<IssuerName> issuers() {
    return settings.issuers();
  }

  /** How many issuers must sign an instruction, or checkpoint what loosens. */
  public int threshold() {
    return settings.threshold();
  }

  /** How many issuers must sign a record that carries code. */
  public int codeThreshold() {
    return settings.codeThreshold();
  }

  /** True where the instruction with this id is in the log, on any branch. */
  public boolean containsStatement(Digest statementId) {
    return tree.entries().stream().anyMatch(entry -> entry.statementId().equals(statementId));
  }

  /** The key that any entry, settled or not, has proposed under {@code id}. */
  Optional<TrustedKey> proposed(Digest id) {
    return tree.entries().stream()
        .map(LogEntry::change)
        .filter(Change.Admit.class::isInstance)
        .map(change -> ((Change.Admit) change).key())
        .filter(key -> key.id().equals(id))
        .findFirst();
  }

  Settings settings() {
    return settings;
  }
}
