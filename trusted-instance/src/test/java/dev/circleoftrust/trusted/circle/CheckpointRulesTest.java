package dev.circleoftrust.trusted.circle;

import static dev.circleoftrust.trusted.testing.TestCircle.START;
import static dev.circleoftrust.trusted.testing.TestCircle.WINDOW;
import static dev.circleoftrust.trusted.testing.TestCircle.apply;
import static dev.circleoftrust.trusted.testing.TestCircle.headAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.statement.Action;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trusted.testing.TestCircle;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointRulesTest {
  private static final Instant IN_TIME = START.plusSeconds(60);
  private static final Instant LATE = START.plus(WINDOW).plusMillis(1);

  private final Map<Digest, Instant> seen = new HashMap<>();
  private TestCircle circle;
  private Digest root;
  private CircleState founded;

  @BeforeEach
  void found() throws Exception {
    circle = TestCircle.make();
    root = circle.firstHead();
    founded = circle.founded();
  }

  @Test
  void aLogOfTheFirstStatementAloneIsVouchedFor() {
    assertSound(judge(founded, root), root, root);
  }

  @Test
  void whatTightensAndALooseningSeenInTimeAreCovered() {
    LogItem.Instructed on = circle.instruction(root, new Action.TurnOn(), false);
    Digest afterOn = see(root, on, IN_TIME);
    LogItem.Instructed off = circle.instruction(afterOn, new Action.TurnOff(), true);
    Digest afterOff = see(afterOn, off, IN_TIME);
    assertSound(judge(apply(founded, on, off), root), afterOff, afterOff);
  }

  @Test
  void aLooseningFirstSeenOutsideItsWindowIsNotCoveredAndTheNextExportBuildsBeforeIt() {
    LogItem.Instructed on = circle.instruction(root, new Action.TurnOn(), false);
    Digest afterOn = see(root, on, IN_TIME);
    LogItem.Instructed off = circle.instruction(afterOn, new Action.TurnOff(), true);
    see(afterOn, off, LATE);
    Finding finding = judge(apply(founded, on, off), root);
    assertSound(finding, afterOn, afterOn);
    assertThat(finding.obstacles()).singleElement().asString().contains("export it again");
  }

  @Test
  void aLateTighteningIsCovered() {
    LogItem.Instructed on = circle.instruction(root, new Action.TurnOn(), false);
    Digest afterOn = see(root, on, LATE);
    assertSound(judge(apply(founded, on), root), afterOn, afterOn);
  }

  @Test
  void aLogThatLacksTheLastHeadThatWasSignedIsBroken() {
    LogItem.Instructed on = circle.instruction(root, new Action.TurnOn(), false);
    assertThat(judge(founded, headAfter(root, on))).isInstanceOf(Finding.Broken.class);
  }

  @Test
  void aLogThatLacksWhatWasAppendedHereIsBroken() {
    Digest published = Digest.of(Bytes.ofUtf8("an instruction"));
    var commitments = new Commitments(root, Set.of(published), seen);
    assertThat(CheckpointRules.judge(founded, commitments)).isInstanceOf(Finding.Broken.class);
  }

  @Test
  void aForkOfTheLastHeadThatWasSignedIsNotFollowed() throws Exception {
    LogItem.Instructed on = circle.instruction(root, new Action.TurnOn(), false);
    LogItem.Instructed trust = circle.instruction(root, circle.trustCode(), true);
    Digest afterOn = see(root, on, IN_TIME);
    see(root, trust, IN_TIME);
    assertSound(judge(apply(founded, trust, on), afterOn), afterOn, afterOn);
  }

  @Test
  void ofTwoBranchesTheOneThatTightensIsFollowedThoughItCameLater() throws Exception {
    LogItem.Instructed trust = circle.instruction(root, circle.trustCode(), true);
    LogItem.Instructed on = circle.instruction(root, new Action.TurnOn(), false);
    see(root, trust, IN_TIME);
    Digest afterOn = see(root, on, IN_TIME);
    assertSound(judge(apply(founded, trust, on), root), afterOn, afterOn);
  }

  @Test
  void whatWasAppendedHereComesBeforeTheSameThingExecutedOnProduction() {
    LogItem.Instructed theirs = circle.instruction(root, new Action.TurnOn(), true);
    Digest afterTheirs = see(root, theirs, IN_TIME);
    LogItem.Instructed off = circle.instruction(afterTheirs, new Action.TurnOff(), true);
    see(afterTheirs, off, IN_TIME);
    LogItem.Instructed ours = turnOnUnlike(theirs);
    Digest afterOurs = see(root, ours, IN_TIME);
    var commitments = new Commitments(root, Set.of(ours.envelope().statementId()), seen);
    Finding finding = CheckpointRules.judge(apply(founded, theirs, off, ours), commitments);
    assertSound(finding, afterOurs, afterOurs);
  }

  @Test
  void anOffIsNotCoveredWhileAnotherBranchSaysOn() {
    LogItem.Instructed on = circle.instruction(root, new Action.TurnOn(), true);
    Digest afterOn = see(root, on, IN_TIME);
    LogItem.Instructed off = circle.instruction(afterOn, new Action.TurnOff(), true);
    Digest afterOff = see(afterOn, off, IN_TIME);
    LogItem.Instructed other = turnOnUnlike(on);
    see(root, other, IN_TIME);
    CircleState forked = apply(founded, on, off, other);
    assertSound(judge(forked, root), afterOff, afterOn);
    assertSound(judge(apply(forked, circle.settled(afterOn)), afterOn), afterOff, afterOff);
  }

  /** A second Turn On on the same head: another statement, since its window differs. */
  private LogItem.Instructed turnOnUnlike(LogItem.Instructed item) {
    LogItem.Instructed other = circle.laterTurnOn(root);
    assertThat(other.envelope()).isNotEqualTo(item.envelope());
    return other;
  }

  private Digest see(Digest previous, LogItem item, Instant at) {
    Digest head = headAfter(previous, item);
    seen.put(head, at);
    return head;
  }

  private Finding judge(CircleState state, Digest lastSigned) {
    return CheckpointRules.judge(state, new Commitments(lastSigned, Set.of(), seen));
  }

  private static void assertSound(Finding finding, Digest accepted, Digest coverable) {
    assertThat(finding).isInstanceOf(Finding.Sound.class);
    Finding.Sound sound = (Finding.Sound) finding;
    assertThat(sound.accepted()).isEqualTo(accepted);
    assertThat(sound.coverable()).contains(coverable);
  }
}
