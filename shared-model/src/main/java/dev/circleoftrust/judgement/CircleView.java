package dev.circleoftrust.judgement;

import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The circle as one MID Server sees it at one moment.
 *
 * @param circle the folded log; absent where there is none, and then nothing may run
 * @param standing whether Code Signing is enforced
 */
public record CircleView(@Nullable CircleState circle, Standing standing) {
  public CircleView {
    if (circle == null && !standing.enforced()) {
      throw new IllegalArgumentException("without a log nothing proves that Code Signing is off");
    }
  }

  Optional<CircleState> known() {
    return Optional.ofNullable(circle);
  }
}
