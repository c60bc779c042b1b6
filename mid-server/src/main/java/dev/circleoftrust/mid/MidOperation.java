package dev.circleoftrust.mid;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.mid.boot.Membership;
import dev.circleoftrust.mid.circle.Circle;
import dev.circleoftrust.mid.probe.Operation;
import dev.circleoftrust.mid.queue.Cancellation;
import dev.circleoftrust.mid.queue.Pause;
import dev.circleoftrust.mid.queue.Verdicts;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The MID Server as production may operate it. */
record MidOperation(
    Circle circle,
    Pause pausing,
    Verdicts verdicts,
    Birth birth,
    Optional<Membership> membership,
    Cancellation cancellation)
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
  public String cancel(SysId row) {
    return cancellation.cancel(row);
  }

  @Override
  public List<Parameter> vitals() {
    CircleView view = circle.view(cancellation.clock().instant());
    var vitals = new ArrayList<Parameter>();
    vitals.add(new Parameter("mid_operational_state", pausing.word()));
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
    vitals.addAll(cancellation.pools().parameters());
    membership.ifPresent(in -> addMembership(in, vitals));
    return vitals;
  }

  @Override
  public List<Parameter> counts() {
    var counts = new ArrayList<Parameter>(verdicts.parameters());
    counts.addAll(cancellation.pools().parameters());
    return counts;
  }

  private static void addMembership(Membership in, List<Parameter> vitals) {
    vitals.add(new Parameter("cluster", in.cluster().value()));
    vitals.add(new Parameter("cluster_type", in.type().word()));
    vitals.add(new Parameter("cluster_order", Integer.toString(in.order())));
  }

  /** Why Code Signing is enforced, or {@code proven-off}. */
  static String cause(Standing standing) {
    return switch (standing) {
      case Standing.Enforced(var cause, _) -> cause.code();
      case Standing.ProvenOff _ -> "proven-off";
    };
  }
}
