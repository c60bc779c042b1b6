package dev.circleoftrust.trust;

import static dev.circleoftrust.trust.TestCircle.START;
import static dev.circleoftrust.trust.TestCircle.codeKey;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a hostile production makes of genuine items: leave out, repeat, delay and reorder them
 * at will. Histories are generated from seeds.
 */
class CircleHistoryTest {
  private static final int HISTORY = 8;
  private static final int DECKS = 12;

  /** A history that the signers made, and the state that each of its heads stands for. */
  private record History(TestCircle circle, List<LogItem> items, Map<Digest, CircleState> states) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void noDeckOfGenuineItemsGivesALooserState(long seed) {
    var random = new Random(seed);
    History history = generate(random);
    for (int deck = 0; deck < DECKS; deck++) {
      CircleState state = history.circle().founded();
      for (LogItem item : shuffled(history.items(), random)) {
        if (state.apply(item) instanceof Outcome.Applied(var next)) {
          state = next;
        }
        assertSigned(history, state);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void theWholeHistoryGivesOneStateInAnyOrder(long seed) {
    var random = new Random(seed);
    History history = generate(random);
    CircleState straight = fold(history.circle().founded(), history.items());
    for (int deck = 0; deck < 4; deck++) {
      List<LogItem> items = new ArrayList<>(history.items());
      Collections.shuffle(items, random);
      CircleState state = history.circle().founded();
      for (int round = 0; round < items.size(); round++) {
        state = fold(state, items); // what came too early is shown again
      }
      assertThat(state.head()).isEqualTo(straight.head());
      assertThat(state.settledHead()).isEqualTo(straight.settledHead());
      assertThat(state.settings()).isEqualTo(straight.settings());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34})
  void theSameItemsFoldAlikeInEveryProcess(long seed) throws Exception {
    History history = generate(new Random(seed));
    var travelled = new ArrayList<LogItem>();
    for (LogItem item : history.items()) {
      travelled.add(LogItem.parse(item.encode()));
    }
    CircleState one = fold(history.circle().founded(), history.items());
    CircleState other = fold(history.circle().founded(), travelled);
    assertThat(other.head()).isEqualTo(one.head());
    assertThat(other.settings()).isEqualTo(one.settings());
  }

  /** No looser than what the signers had at the head that is settled. */
  private static void assertSigned(History history, CircleState state) {
    assertThat(history.states()).containsKey(state.settledHead());
    CircleState signed = Objects.requireNonNull(history.states().get(state.settledHead()));
    if (signed.enforcing()) {
      assertThat(state.enforcing()).isTrue();
    }
    assertThat(signed.keys(KeyPurpose.CODE)).containsAll(state.keys(KeyPurpose.CODE));
    assertThat(state.codeThreshold()).isGreaterThanOrEqualTo(signed.codeThreshold());
    assertThat(state.threshold()).isGreaterThanOrEqualTo(signed.threshold());
    assertThat(state.contradicted()).isFalse();
  }

  private static History generate(Random random) {
    TestCircle circle = TestCircle.of(1 + random.nextInt(3));
    CircleState state = circle.founded();
    var items = new ArrayList<LogItem>();
    var states = new HashMap<Digest, CircleState>();
    states.put(state.head(), state);
    for (int step = 0; step < HISTORY; step++) {
      LogItem item = circle.executed(state, action(random, state, circle));
      if (state.apply(item) instanceof Outcome.Applied(var next)) {
        items.add(item);
        state = next;
      }
      for (IssuerName issuer : state.issuers()) {
        var covering = new LogItem.Settled(circle.checkpoint(issuer, state.head(), START));
        if (state.apply(covering) instanceof Outcome.Applied(var next)) {
          items.add(covering);
          state = next;
        }
      }
      states.put(state.settledHead(), state);
      abandonedExport(random, circle, state, items);
    }
    return new History(circle, items, states);
  }

  /** An instruction that was signed and that the signers' own log never took up. */
  private static void abandonedExport(
      Random random, TestCircle circle, CircleState state, List<LogItem> items) {
    if (random.nextInt(3) == 0) {
      items.add(circle.executed(state, new Action.TurnOff()));
    }
  }

  private static Action action(Random random, CircleState state, TestCircle circle) {
    IssuerName issuer = issuer(1);
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Action.TurnOn();
      case 2 -> new Action.TurnOff();
      case 3 ->
          state.keys(KeyPurpose.CODE).isEmpty()
              ? circle.trustCode(issuer)
              : new Action.RevokeKey(codeKey(issuer).keyId());
      case 4 -> new Action.SetThreshold(KeyPurpose.CODE, 1 + random.nextInt(3));
      default -> new Action.WithdrawCode(Digest.of(Bytes.ofUtf8("code " + random.nextInt(4))));
    };
  }

  private static List<LogItem> shuffled(List<LogItem> items, Random random) {
    var deck = new ArrayList<LogItem>();
    for (LogItem item : items) {
      for (int copies = random.nextInt(3); copies > 0; copies--) {
        deck.add(item);
      }
    }
    for (int swaps = deck.size() / 4; swaps > 0; swaps--) {
      Collections.swap(deck, random.nextInt(deck.size()), random.nextInt(deck.size()));
    }
    return deck;
  }

  private static CircleState fold(CircleState from, List<LogItem> items) {
    CircleState state = from;
    for (LogItem item : items) {
      if (state.apply(item) instanceof Outcome.Applied(var next)) {
        state = next;
      }
    }
    return state;
  }
}
