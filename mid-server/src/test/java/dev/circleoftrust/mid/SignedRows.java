package dev.circleoftrust.mid;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.judgement.Verified;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Rows with code that a trusted instance signed, as a MID Server's judge lets them through. */
public final class SignedRows {
  private static final AgentName AGENT = new AgentName("mid-1");

  private final TestCircle circle = TestCircle.of(1);
  private final CircleState state = circle.withCodeKey();
  private final TestClock clock = new TestClock(TestCircle.START);
  private final TestProduction production = new TestProduction(circle, AGENT, clock);
  private final Judge judge = new Judge(AGENT, EccFirewall.none(), Duration.ofDays(1));

  /** A record of {@code type}, with these fields and these declarations. */
  public static GlideRecord code(CodeType type, Map<String, String> fields, String... declared) {
    GlideRecord code =
        new GlideRecord(new TableName(type.table()), TestProduction.SOURCE, fields)
            .with("repeatable", "false");
    return declared.length == 0
        ? code
        : code.with("parameters", "{\"parameters\":[%s]}".formatted(String.join(",", declared)));
  }

  /** A declaration of a text that may be anything. */
  public static String text(String name, String place) {
    return "{\"name\":\"%s\",\"type\":\"text\",\"place\":%s,\"maxLength\":200,\"pattern\":\"(?s).*\"}"
        .formatted(name, place);
  }

  /** What runs under enforcement. */
  public MayRun verified(GlideRecord code, Parameter... parameters) {
    if (judged(code, parameters) instanceof Verified verified) {
      return verified;
    }
    throw new AssertionError(judged(code, parameters).toString());
  }

  /** The stable code of the reason why it does not run under enforcement. */
  public String refused(GlideRecord code, Parameter... parameters) {
    if (judged(code, parameters) instanceof Rejected rejected) {
      return rejected.reason().code();
    }
    throw new AssertionError("runs");
  }

  /** What runs of a row's own code while Code Signing is off. */
  public MayRun own(CodeType type, Parameter... parameters) {
    return own(type, Priority.STANDARD, parameters);
  }

  /** The same with a priority. */
  public MayRun own(CodeType type, Priority priority, Parameter... parameters) {
    var off = new Standing.ProvenOff(state.head(), TestCircle.START.plus(Duration.ofDays(1)));
    Bytes value =
        TestProduction.bytes(
            new OutboundMessage.Bare(row(type.topic(), priority, List.of(parameters))));
    var received = new ReceivedRecord(production.topic(), 0, null, value, List.of(), List.of());
    if (judge.judgeAgain(received, new CircleView(state, off), clock.instant())
        instanceof MayRun mayRun) {
      return mayRun;
    }
    throw new AssertionError("refused");
  }

  /** What may run of a row without code, notarized or not, under a firewall. */
  public MayRun question(EccRecord row, boolean notarized, EccFirewall firewall) {
    var sent = production.notarized(row);
    var off = new Standing.ProvenOff(state.head(), TestCircle.START.plus(Duration.ofDays(1)));
    var on = new Standing.Enforced(Standing.Cause.TURNED_ON, "test");
    var received =
        notarized
            ? received(sent)
            : new ReceivedRecord(
                sent.topic(), 0, null, Bytes.copyOf(sent.value()), List.of(), List.of());
    var view = new CircleView(state, notarized ? on : off);
    if (new Judge(AGENT, firewall, Duration.ofDays(1)).judgeAgain(received, view, clock.instant())
        instanceof MayRun mayRun) {
      return mayRun;
    }
    throw new AssertionError("refused");
  }

  private Verdict judged(GlideRecord code, Parameter... parameters) {
    CodeType type = CodeType.ofTable(code.table().value()).orElseThrow();
    var all = new ArrayList<Parameter>();
    all.add(new Parameter(type.reference(), code.sysId().value()));
    all.addAll(List.of(parameters));
    Envelope signature =
        production.signature(
            code, type.fields(), List.of("any"), TestCircle.codeKey(TestCircle.issuer(1)));
    var sent =
        production.notarized(
            new OutboundMessage.WithCode(
                row(type.topic(), Priority.STANDARD, all), code, List.of(signature.encode())));
    var enforced = new Standing.Enforced(Standing.Cause.TURNED_ON, "test");
    return judge.judgeAgain(received(sent), new CircleView(state, enforced), clock.instant());
  }

  private EccRecord row(String topic, Priority priority, List<Parameter> parameters) {
    return production
        .row(topic, priority)
        .with(EccField.PAYLOAD, new EccPayload(parameters).encode());
  }

  private static ReceivedRecord received(ProducerRecord<byte[], byte[]> sent) {
    return new ReceivedRecord(
        sent.topic(),
        0,
        null,
        Bytes.copyOf(sent.value()),
        List.of(header(sent, BatchStatement.HEADER)),
        List.of(header(sent, BatchProof.HEADER)));
  }

  private static Bytes header(ProducerRecord<byte[], byte[]> sent, String name) {
    return Bytes.copyOf(sent.headers().lastHeader(name).value());
  }
}
