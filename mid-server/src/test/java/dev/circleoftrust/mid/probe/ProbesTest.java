package dev.circleoftrust.mid.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.SignedRows;
import dev.circleoftrust.record.SysId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a probe throws, as a driver does that lacks a class or calls itself. */
class ProbesTest {
  private final MayRun row =
      new SignedRows().own(CodeType.DATA_SOURCE, new Parameter("query", "SELECT 1"));

  @Test
  void whatAProbeThrowsIsAResult() {
    List<Throwable> thrown =
        List.of(
            new IllegalStateException(),
            new NoClassDefFoundError(),
            new AbstractMethodError(),
            new ExceptionInInitializerError(),
            new StackOverflowError());
    for (Throwable each : thrown) {
      assertThat(probes(each).run(row))
          .isEqualTo(
              new ProbeResult.Failed(
                  "the probe failed by itself (%s): see the MID Server's log"
                      .formatted(each.getClass().getSimpleName())));
    }
  }

  @Test
  void aProcessThatIsOutOfMemoryEnds() {
    assertThatThrownBy(() -> probes(new OutOfMemoryError()).run(row))
        .isInstanceOf(OutOfMemoryError.class);
  }

  private static Probes probes(Throwable thrown) {
    return new Probes(
        Map.of(
            CodeType.DATA_SOURCE.topic(),
            _ -> {
              switch (thrown) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new AssertionError(thrown);
              }
            }),
        new Idle());
  }

  /** A MID Server that nobody asks for anything. */
  private static final class Idle implements Operation {
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void reload() {}

    @Override
    public String cancel(SysId row) {
      return "unknown";
    }

    @Override
    public List<Parameter> vitals() {
      return List.of();
    }

    @Override
    public List<Parameter> counts() {
      return List.of();
    }
  }
}
