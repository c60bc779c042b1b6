package dev.circleoftrust.mid;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.mid.circle.Circle;
import dev.circleoftrust.mid.probe.Operation;
import dev.circleoftrust.mid.queue.Pause;
import dev.circleoftrust.mid.queue.Verdicts;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The MID Server as production may operate it. */
record MidOperation(
    Circle circle, Pause pausing, Verdicts verdicts, Birth birth, InstantSource clock)
    implements Operation {
  @Override
  public void pause() {
    pausing.set(true);
  }

  @Override
  public void resume() {
    pausing.set(false);
  }

  @Override
  public void reload() {
    circle.reload();
  }

  @Override
  public List<Parameter> vitals() {
    CircleView view = circle.view(clock.instant());
    var vitals = new ArrayList<Parameter>();
    vitals.add(new Parameter("mid_operational_state", pausing.isPaused() ? "paused" : "up"));
    vitals.add(new Parameter("version", birth.version()));
    vitals.add(new Parameter("started_at", GlideTime.format(birth.at())));
    vitals.add(new Parameter("code_signing", cause(view.standing())));
    CircleState state = view.circle();
    if (state != null) {
      vitals.add(new Parameter("circle_head", state.head().toHex()));
    }
    Runtime memory = Runtime.getRuntime();
    vitals.add(
        new Parameter("memory_used", Long.toString(memory.totalMemory() - memory.freeMemory())));
    vitals.add(new Parameter("memory_max", Long.toString(memory.maxMemory())));
    return vitals;
  }

  @Override
  public List<Parameter> counts() {
    return verdicts.parameters();
  }

  /** Why Code Signing is enforced, or {@code proven-off}. */
  static String cause(Standing standing) {
    return switch (standing) {
      case Standing.Enforced(var cause, _) -> cause.code();
      case Standing.ProvenOff _ -> "proven-off";
    };
  }
}
