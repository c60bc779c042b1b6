package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.TestTraffic.AGENT;
import static dev.circleoftrust.trust.TestCircle.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.trust.TestCircle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each type of record with code, through the whole of judgement. */
class CodeTypeTest {
  private static final SysId CODE = new SysId("0123456789abcdef0123456789abcdef");

  private final TestCircle circle = TestCircle.of(1);
  private final CircleState state = circle.withCodeKey();
  private final TestTraffic traffic = new TestTraffic(circle);
  private final Judge judge = new Judge(AGENT, EccFirewall.none(), Duration.ofDays(1));

  @ParameterizedTest
  @EnumSource
  void aSignedRecordRunsWithTheValueThatItDeclares(CodeType type) {
    GlideRecord code = code(type);
    assertThat(enforced(message(type, code, signature(type, code), value("Sales"))))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.work().parameters().getFirst().value()).isEqualTo("Sales");
              assertThat(verified.work().code()).isNotNull();
              assertThat(verified.work().repeatable()).isTrue();
            });
  }

  @ParameterizedTest
  @EnumSource
  void aRowWithItsOwnCodeIsRejectedHoweverItIsCalled(CodeType type) {
    GlideRecord code = code(type);
    Envelope signature = signature(type, code);
    assertThat(type.ownCode()).isNotEmpty();
    for (String own : type.ownCode()) {
      assertRejected(
          message(type, code, signature, value("Sales"), new Parameter(own, "x")),
          RejectionReason.CODE_NOT_SIGNED);
      assertRejected(
          new OutboundMessage.Bare(TestTraffic.row(type.topic(), List.of(new Parameter(own, "x")))),
          RejectionReason.CODE_NOT_SIGNED);
    }
  }

  @Test
  void theNameOfACommandRowIsItsOwnCode() {
    GlideRecord code = code(CodeType.COMMAND);
    var message =
        new OutboundMessage.WithCode(
            row(CodeType.COMMAND, value("Sales")).with(EccField.NAME, "rm -rf /"),
            code,
            List.of(signature(CodeType.COMMAND, code).encode()));
    assertRejected(message, RejectionReason.CODE_NOT_SIGNED);
    assertThat(off(new OutboundMessage.Bare(message.ecc())).code())
        .extracting(own -> own.value("command"), own -> own.value("arguments"))
        .containsExactly("rm", "[\"-rf\",\"/\"]");
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureThatLeavesAFieldOutIsRejected(CodeType type) {
    GlideRecord code = code(type);
    for (String field : type.fields()) {
      List<String> fewer = type.fields().stream().filter(name -> !name.equals(field)).toList();
      assertRejected(
          message(type, code, traffic.signature(code, fewer), value("Sales")),
          RejectionReason.FIELD_NOT_SIGNED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFieldThatIsAlteredIsRejected(CodeType type) {
    GlideRecord code = code(type);
    for (String field : type.fields()) {
      GlideRecord altered = code.with(field, "x" + code.value(field));
      assertRejected(
          message(type, altered, signature(type, code), value("Sales")),
          RejectionReason.CODE_SIGNATURE_INVALID);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRecordOfAnotherTypeIsRejected(CodeType type) {
    for (CodeType other : CodeType.values()) {
      if (other != type) {
        GlideRecord code = code(other);
        var message =
            new OutboundMessage.WithCode(
                row(type, value("Sales")), code, List.of(signature(other, code).encode()));
        assertRejected(message, RejectionReason.CODE_NOT_SIGNED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void parametersAreOnlyWhatTheRecordDeclares(CodeType type) {
    GlideRecord code = code(type);
    Envelope signature = signature(type, code);
    assertRejected(message(type, code, signature), RejectionReason.MISSING_PARAMETER);
    assertRejected(
        message(type, code, signature, value("Sales"), value("Sales")),
        RejectionReason.REPEATED_PARAMETER);
    for (String field : List.of("timeout", "credential_alias", "parameters", "x")) {
      assertRejected(
          message(type, code, signature, value("Sales"), new Parameter(field, "x")),
          RejectionReason.UNDECLARED_PARAMETER);
    }
    assertRejected(
        message(type, code, signature, value("x".repeat(21))), RejectionReason.INVALID_PARAMETER);
  }

  @ParameterizedTest
  @CsvSource({
    "COMMAND,-rf",
    "COMMAND,-",
    "REST_MESSAGE,..",
    "REST_MESSAGE,../x",
    "REST_MESSAGE,%2f",
    "REST_MESSAGE,a;b"
  })
  void aValueThatItsPlaceDoesNotTakeIsRejected(CodeType type, String value) {
    GlideRecord code = code(type);
    assertRejected(
        message(type, code, signature(type, code), value(value)),
        RejectionReason.INVALID_PARAMETER);
  }

  @ParameterizedTest
  @CsvSource({
    "REST_MESSAGE,rest_endpoint,https://${department}/",
    "REST_MESSAGE,rest_endpoint,https://h/",
    "REST_MESSAGE,rest_endpoint,https://h/?a=${department}",
    "REST_MESSAGE,rest_endpoint,https://h/${department}/${other}",
    "REST_MESSAGE,http_method,connect",
    "COMMAND,command,ls",
    "COMMAND,arguments,-l",
    "COMMAND,timeout,1h",
    "SCRIPT,script,' '"
  })
  void aSignedRecordThatIsNoCodeIsRejected(CodeType type, String field, String value) {
    GlideRecord code = code(type).with(field, value);
    assertRejected(
        message(type, code, signature(type, code), value("Sales")), RejectionReason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"DATA_SOURCE,path", "COMMAND,variable", "REST_MESSAGE,1", "SCRIPT,1", "SCRIPT,body"})
  void aPlaceOfAnotherTypeIsRejected(CodeType type, String place) {
    String json = place.equals("1") ? place : "\"" + place + "\"";
    GlideRecord code = code(type).with("parameters", declaration(json));
    assertRejected(
        message(type, code, signature(type, code), value("Sales")), RejectionReason.MALFORMED);
  }

  @Test
  void whereCodeSigningIsOffARowsOwnCodeRuns() {
    for (Map.Entry<CodeType, Parameter> own :
        Map.of(
                CodeType.REST_MESSAGE, new Parameter("endpoint", "http://h/"),
                CodeType.SCRIPT, new Parameter("script", "1 + 1"),
                CodeType.COMMAND, new Parameter("name", "/bin/ls -l  /tmp"))
            .entrySet()) {
      GlideRecord code =
          off(new OutboundMessage.Bare(
                  TestTraffic.row(own.getKey().topic(), List.of(own.getValue()))))
              .code();
      assertThat(code).isNotNull();
      assertThat(code == null ? List.<String>of() : code.fields().values())
          .containsExactlyElementsOf(
              own.getKey() == CodeType.COMMAND
                  ? List.of("/bin/ls", "[\"-l\",\"/tmp\"]")
                  : List.of(own.getValue().value()));
    }
  }

  private static GlideRecord code(CodeType type) {
    return switch (type) {
      case DATA_SOURCE -> TestTraffic.dataSource();
      case REST_MESSAGE ->
          record(type, "\"path\"")
              .with("function_name", "Department")
              .with("http_method", "get")
              .with("headers", "{\"Accept\":\"application/json\"}")
              .with("content", "")
              .with("credential_alias", "hr")
              .with("rest_endpoint", "https://hr.example.org/departments/${department}");
      case COMMAND ->
          record(type, "1")
              .with("name", "List")
              .with("command", "/usr/bin/ls")
              .with("arguments", "[\"-l\",\"--\"]")
              .with("timeout", "5");
      case SCRIPT ->
          record(type, "\"variable\"").with("name", "Length").with("script", "department.length");
    };
  }

  private static GlideRecord record(CodeType type, String place) {
    return new GlideRecord(new TableName(type.table()), CODE, Map.of())
        .with("parameters", declaration(place))
        .with("repeatable", "true");
  }

  private static String declaration(String place) {
    return """
    {"parameters":[{"name":"department","type":"text","place":%s,"maxLength":20,"pattern":".*"}]}\
    """
        .formatted(place);
  }

  private static Parameter value(String value) {
    return new Parameter("department", value);
  }

  private static OutboundMessage message(
      CodeType type, GlideRecord code, Envelope signature, Parameter... parameters) {
    return new OutboundMessage.WithCode(row(type, parameters), code, List.of(signature.encode()));
  }

  private static EccRecord row(CodeType type, Parameter... parameters) {
    var all = new ArrayList<Parameter>();
    all.add(new Parameter(type.reference(), CODE.value()));
    all.addAll(List.of(parameters));
    return TestTraffic.row(type.topic(), all);
  }

  private Envelope signature(CodeType type, GlideRecord code) {
    return traffic.signature(code, type.fields());
  }

  private Verdict enforced(OutboundMessage message) {
    var view = new CircleView(state, new Standing.Enforced(Standing.Cause.TURNED_ON, "test"));
    return judge.judgeAgain(traffic.notarized(message, 1), view, START);
  }

  private Work off(OutboundMessage message) {
    var view =
        new CircleView(state, new Standing.ProvenOff(state.head(), START.plus(Duration.ofDays(1))));
    if (judge.judgeAgain(TestTraffic.unsigned(message), view, START) instanceof NotEnforced runs) {
      return runs.work();
    }
    throw new AssertionError("refused");
  }

  private void assertRejected(OutboundMessage message, RejectionReason reason) {
    assertThat(enforced(message))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }
}
