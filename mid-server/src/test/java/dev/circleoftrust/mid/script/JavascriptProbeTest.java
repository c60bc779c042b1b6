package dev.circleoftrust.mid.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultText;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.SignedRows;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.record.GlideRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The processes of real scripts, from a signed record through the judge. */
class JavascriptProbeTest {
  private final SignedRows rows = new SignedRows();
  private JavascriptProbe probe = new JavascriptProbe();

  @Test
  void aSignedScriptGetsValuesAsTexts() {
    GlideRecord code =
        script(
            "a + '|' + typeof b + '|' + (Number(b) + 1)",
            SignedRows.text("a", "\"variable\""),
            "{\"name\":\"b\",\"type\":\"integer\",\"place\":\"variable\"}");
    String value = "'; */ </script> \u2028 \u0085 \ud83d\udd12 \u00e9";
    assertThat(output(rows.verified(code, new Parameter("b", "41"), new Parameter("a", value))))
        .isEqualTo(value + "|string|42");
  }

  @Test
  void aScriptThatNeedsTooMuchMemoryEndsAlone() {
    for (String greedy : List.of("'x'.repeat(1 << 30)", "new Array(1 << 30).join('x')")) {
      assertThat(failed(rows.verified(script(greedy)))).isNotEmpty();
    }
    assertThat(
            failed(
                rows.verified(
                    script(
                        "var a = []; while (true) a.push('x'.repeat(1 << 20) + a.length + '')"))))
        .isEqualTo("the script needs more than its 64 MiB of memory");
    assertThat(output(rows.verified(script("1 + 1")))).isEqualTo("2");
  }

  @Test
  void aScriptThatDoesNotEndIsEnded() {
    probe = new JavascriptProbe(Duration.ofSeconds(2));
    for (String endless : List.of("while (true);", "/(a|aa)+$/.test('a'.repeat(100) + 'b')")) {
      assertThat(failed(rows.verified(script(endless))))
          .isEqualTo("the script was ended after 2 seconds");
    }
  }

  @Test
  void aValueThatIsTooLongIsNoResult() {
    assertThat(failed(rows.verified(script("'<'.repeat(300000)"))))
        .startsWith("the script's value has more than ");
    assertThat(output(rows.verified(script("'\\u0000' + '<'.repeat(200000)"))))
        .startsWith("\ufffd<")
        .hasSize(200_001);
  }

  @Test
  void aMistakeIsAResult() {
    assertThat(failed(rows.verified(script("missing()"))))
        .startsWith("the script failed: ReferenceError: \"missing\" is not defined");
  }

  @Test
  void whileCodeSigningIsOffARowsOwnScriptRuns() {
    assertThat(output(rows.own(CodeType.SCRIPT, new Parameter("script", "6 * 7")))).isEqualTo("42");
  }

  @Test
  void scriptsOfOnePriorityHoldUpNoOther() throws Exception {
    probe = new JavascriptProbe(Duration.ofSeconds(60));
    MayRun endless = rows.own(CodeType.SCRIPT, new Parameter("script", "while (true);"));
    var busy = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) {
      busy.add(Thread.ofPlatform().daemon().start(() -> probe.run(endless)));
    }
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> ProcessHandle.current().children().count() >= 2);
      MayRun urgent =
          rows.own(CodeType.SCRIPT, Priority.INTERACTIVE, new Parameter("script", "6 * 7"));
      assertThat(output(urgent)).isEqualTo("42");
      assertThat(ProcessHandle.current().children().count()).isEqualTo(2);
      assertThat(busy).allMatch(Thread::isAlive);
    } finally {
      busy.forEach(Thread::interrupt);
    }
    for (Thread thread : busy) {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ProcessHandle.current().children().findAny().isEmpty());
  }

  private static GlideRecord script(String source, String... declared) {
    return SignedRows.code(CodeType.SCRIPT, Map.of("name", "A script", "script", source), declared);
  }

  private String output(MayRun record) {
    return switch (probe.run(record)) {
      case ProbeResult.Finished finished -> {
        List<ResultText> texts = ((ResultBody.Texts) finished.body()).texts();
        assertThat(texts).extracting(ResultText::name).containsExactly("output");
        yield texts.getFirst().value();
      }
      case ProbeResult.Failed(var error) -> throw new AssertionError(error);
    };
  }

  private String failed(MayRun record) {
    return switch (probe.run(record)) {
      case ProbeResult.Failed(var error) -> error;
      case ProbeResult.Finished finished -> throw new AssertionError(finished.notes().toString());
    };
  }
}
