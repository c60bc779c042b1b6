package dev.circleoftrust.simulator.load.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.runtime.load.Spoiling;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A run of a hundred records, a tenth of them spoiled; each test falsifies one thing. */
class LedgerTest {
  private static final int MADE = 100;
  private static final long RUN = 7;
  private static final Spoiling SPOILING = new Spoiling(42, 0.1);

  private final Ledger ledger = new Ledger(RUN);

  @Test
  void everyRecordIsAcceptedOrRefusedAsTheSeedChose() {
    play();

    Account account = ledger.settle(MADE, SPOILING);

    assertThat(account.problems()).isEmpty();
    assertThat(account.held()).isTrue();
    assertThat(account.accepted() + account.refusals()).isEqualTo(MADE);
    assertThat(account.refusals()).isPositive();
    assertThat(account.spoiled().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(account.refusals());
    assertThat(ledger.completed()).isEqualTo(MADE);
  }

  @Test
  void aRecordWithoutAnAnswerIsMissing() {
    play();

    Account account = ledger.settle(MADE + 1, SPOILING);

    assertThat(account.missing()).isEqualTo(1);
    assertThat(account.problems())
        .containsExactly("1 records have no answer, the first of them at index 100");
  }

  @Test
  void aSecondAnswerIsSeen() {
    play();
    ledger.result(row(valid()));

    Account account = ledger.settle(MADE, SPOILING);

    assertThat(account.twice()).isEqualTo(1);
    assertThat(account.held()).isFalse();
  }

  @Test
  void aSecondRefusalIsSeen() {
    play();
    ledger.refusedAt(place(spoiled()), "batch-proof-invalid");

    assertThat(ledger.settle(MADE, SPOILING).twice()).isEqualTo(1);
    assertThat(ledger.settle(MADE, SPOILING).held()).isFalse();
  }

  @Test
  void aSpoiledRecordThatRanIsSeen() {
    play();
    ledger.result(row(spoiled()));

    assertThat(ledger.settle(MADE, SPOILING).problems())
        .containsExactly("1 records ran although they were spoiled");
  }

  @Test
  void aSpoiledRecordWithoutARefusalIsSeen() {
    IntStream.range(0, MADE).filter(index -> index != spoiled()).forEach(this::play);
    ledger.spoiled(place(spoiled()), new Ledger.Spoiled(spoiled(), kind(spoiled()).word()));

    Account account = ledger.settle(MADE, SPOILING);

    assertThat(account.missing()).isEqualTo(1);
    assertThat(account.problems()).containsExactly("1 spoiled records have no refusal");
  }

  @Test
  void aValidRecordThatWasRefusedIsSeen() {
    IntStream.range(0, MADE).filter(index -> index != valid()).forEach(this::play);
    ledger.refused(row(valid()), "batch-expired");

    Account account = ledger.settle(MADE, SPOILING);

    assertThat(account.held()).isFalse();
    assertThat(account.refused()).containsEntry("batch-expired", 1L);
  }

  @Test
  void aRefusalOfWhatNobodySpoiledIsSeen() {
    play();
    ledger.refusedAt("elsewhere/0/1", "batch-proof-invalid");

    assertThat(ledger.settle(MADE, SPOILING).problems().toString())
        .contains("1 refusals of what nobody spoiled, such as [elsewhere/0/1");
  }

  @Test
  void aRefusalForAnotherReasonIsSeen() {
    IntStream.range(0, MADE).filter(index -> index != spoiled()).forEach(this::play);
    ledger.spoiled(place(spoiled()), new Ledger.Spoiled(spoiled(), kind(spoiled()).word()));
    ledger.refusedAt(place(spoiled()), "malformed");

    assertThat(ledger.settle(MADE, SPOILING).problems().toString())
        .contains("refused for another reason than fits")
        .contains("(malformed)");
  }

  @Test
  void productionCannotSayThatItSpoiledWhatTheSeedDidNotChoose() {
    IntStream.range(0, MADE).filter(index -> index != valid()).forEach(this::play);
    ledger.spoiled(place(valid()), new Ledger.Spoiled(valid(), "altered-value"));
    ledger.refusedAt(place(valid()), "batch-proof-invalid");

    Account account = ledger.settle(MADE, SPOILING);

    assertThat(account.missing()).isEqualTo(1);
    assertThat(account.held()).isFalse();
  }

  @Test
  void productionCannotLeaveOutWhatTheSeedChose() {
    IntStream.range(0, MADE).filter(index -> index != spoiled()).forEach(this::play);

    assertThat(ledger.settle(MADE, SPOILING).problems())
        .containsExactly("production spoiled other records than the seed chose");
  }

  @Test
  void anAnswerOfAnotherRunIsSeen() {
    play();
    ledger.result(new LoadRow(RUN - 1, 3, 0));

    assertThat(ledger.settle(MADE, SPOILING).unexpected()).isEqualTo(1);
    assertThat(ledger.settle(MADE, SPOILING).held()).isFalse();
  }

  @Test
  void anAnswerToARecordThatWasNotMadeIsSeen() {
    play();
    ledger.result(row(MADE + 5));

    assertThat(ledger.settle(MADE, SPOILING).problems())
        .containsExactly("1 answers to records that production did not make");
  }

  @Test
  void whatProductionSendsAgainByItselfIsNotTheRowsLastWord() {
    ledger.refused(row(valid()), "position-unknown");
    play();

    assertThat(ledger.resent()).isEqualTo(1);
    assertThat(ledger.settle(MADE, SPOILING).held()).isTrue();
  }

  @Test
  void signaturesWhileOffAreAProblemOfTheSum() {
    play();
    Account account = ledger.settle(MADE, SPOILING);

    Account sum = Account.NOTHING.plus("r1-off", account.with(12, List.of("x")), true);

    assertThat(sum.signatureBytes()).isEqualTo(12);
    assertThat(sum.problems()).containsExactly("r1-off: x");
    assertThat(sum.refused()).isEqualTo(Map.copyOf(account.refused()));
  }

  private void play() {
    IntStream.range(0, MADE).forEach(this::play);
  }

  private void play(int index) {
    Spoiling.Kind kind = kind(index);
    if (kind == Spoiling.Kind.NONE) {
      ledger.result(row(index));
    } else {
      ledger.refusedAt(place(index), Refusals.expected(kind.word()));
      ledger.spoiled(place(index), new Ledger.Spoiled(index, kind.word()));
    }
  }

  private static int valid() {
    return IntStream.range(0, MADE)
        .filter(i -> kind(i) == Spoiling.Kind.NONE)
        .findFirst()
        .orElseThrow();
  }

  private static int spoiled() {
    return IntStream.range(0, MADE)
        .filter(i -> kind(i) != Spoiling.Kind.NONE)
        .findFirst()
        .orElseThrow();
  }

  private static Spoiling.Kind kind(int index) {
    return SPOILING.of(index);
  }

  private static LoadRow row(int index) {
    return new LoadRow(RUN, index, 1_000);
  }

  private static String place(int index) {
    return "cot.ecc.output.load-1.standard/0/" + index;
  }
}
