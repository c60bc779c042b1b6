package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.TestTraffic.AGENT;
import static dev.circleoftrust.judgement.TestTraffic.dataSource;
import static dev.circleoftrust.judgement.TestTraffic.message;
import static dev.circleoftrust.trust.TestCircle.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values by which a hostile production would get past a signed declaration, or stop the reader. */
class ParameterAttackTest {
  private final TestCircle circle = TestCircle.of(1);
  private final CircleState state = circle.withCodeKey();
  private final TestTraffic traffic = new TestTraffic(circle);
  private final Judge judge = new Judge(AGENT, EccFirewall.none(), Duration.ofDays(1));

  @ParameterizedTest
  @ValueSource(strings = {"name", "skip_sensor", "department"})
  void aDeclaredParameterIsBoundWhateverItIsCalled(String name) {
    GlideRecord code = declaring(name, "text", ",\"maxLength\":9,\"pattern\":\"[a-z]+\"");
    assertThat(judged(code, new Parameter(name, "value")))
        .isInstanceOfSatisfying(
            Verified.class,
            verified ->
                assertThat(verified.work().parameters().getFirst().value()).isEqualTo("value"));
    assertRejected(judged(code, new Parameter(name, "NO")), RejectionReason.INVALID_PARAMETER);
    assertRejected(judged(code), RejectionReason.MISSING_PARAMETER);
  }

  @Test
  void whatTheProductAddsForItselfIsPassedOverOnce() {
    GlideRecord code = declaring("department", "integer", "");
    var department = new Parameter("department", "7");
    var skip = new Parameter("skip_sensor", "true");
    assertThat(judged(code, department, skip)).isInstanceOf(Verified.class);
    assertRejected(judged(code, department, skip, skip), RejectionReason.REPEATED_PARAMETER);
    for (String other : new String[] {"Skip_Sensor", "Name", "Data_Source", "QUERY", "type"}) {
      assertRejected(
          judged(code, department, new Parameter(other, "x")),
          RejectionReason.UNDECLARED_PARAMETER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "skip_sensor"})
  void whatIsPassedOverCarriesNoLoad(String name) {
    GlideRecord code = declaring("department", "integer", "");
    var department = new Parameter("department", "7");
    assertThat(judged(code, department, new Parameter(name, "x".repeat(4_000))))
        .isInstanceOf(Verified.class);
    assertRejected(
        judged(code, department, new Parameter(name, "x".repeat(4_001))),
        RejectionReason.INVALID_PARAMETER);
  }

  @Test
  @Timeout(20)
  void aValueThatMakesThePatternRunForYearsIsRejected() {
    GlideRecord code = text("(a|aa)*b");
    assertThat(judged(code, new Parameter("department", "aaab"))).isInstanceOf(Verified.class);
    assertRejected(
        judged(code, new Parameter("department", "a".repeat(100))),
        RejectionReason.INVALID_PARAMETER);
  }

  @Test
  void aValueThatExhaustsTheStackIsRejectedAndCrashesNobody() throws Exception {
    GlideRecord code = text("([a-z]|[A-Z])*");
    var verdict = new Verdict[1];
    Thread small =
        new Thread(
            null,
            () -> verdict[0] = judged(code, new Parameter("department", "aB".repeat(2_000))),
            "a small stack",
            512 << 10);
    small.start();
    small.join(Duration.ofSeconds(20));
    assertThat(verdict[0]).isNotNull();
    assertRejected(verdict[0], RejectionReason.INVALID_PARAMETER);
  }

  @ParameterizedTest
  @CsvSource({
    "integer,1;DROP",
    "integer,+1",
    "integer,'1 '",
    "integer,\u0661",
    "integer,1234567890123456789",
    "decimal,1e9",
    "decimal,.5",
    "date,2026-02-29",
    "date,2026-1-1",
    "date,+12026-01-01"
  })
  void whatIsNotOfItsTypeIsRejected(String type, String value) {
    assertRejected(
        judged(declaring("department", type, ""), new Parameter("department", value)),
        RejectionReason.INVALID_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"parameters\":[{\"name\":\"a\",\"type\":\"integer\",\"place\":2}]}",
        "{\"parameters\":[{\"name\":\"a\",\"type\":\"integer\",\"place\":\"path\"}]}",
        "{\"parameters\":[{\"name\":\"A\",\"type\":\"integer\",\"place\":1}]}",
        "{\"parameters\":[{\"name\":\"a\",\"type\":\"sql\",\"place\":1}]}",
        "{\"parameters\":[{\"name\":\"a\",\"type\":\"integer\",\"place\":1,\"pattern\":\".*\"}]}",
        "{\"parameters\":[],\"more\":1}",
        "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"
      })
  void aDeclarationOutOfItsSchemaIsRefused(String field) {
    assertThatThrownBy(() -> ParameterDeclaration.parse(CodeType.DATA_SOURCE, field))
        .isInstanceOf(MalformedException.class);
  }

  private static GlideRecord text(String pattern) {
    return declaring("department", "text", ",\"maxLength\":4000,\"pattern\":\"" + pattern + "\"");
  }

  private static GlideRecord declaring(String name, String type, String more) {
    return dataSource()
        .with(
            "parameters",
            "{\"parameters\":[{\"name\":\"%s\",\"type\":\"%s\",\"place\":1%s}]}"
                .formatted(name, type, more));
  }

  private Verdict judged(GlideRecord code, Parameter... parameters) {
    var view = new CircleView(state, new Standing.Enforced(Standing.Cause.TURNED_ON, "test"));
    return judge.judgeAgain(
        traffic.notarized(message(code, traffic.signature(code), parameters), 1), view, START);
  }

  private static void assertRejected(Verdict verdict, RejectionReason reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }
}
