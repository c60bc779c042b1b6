package dev.circleoftrust.trusted;

import dev.circleoftrust.runtime.process.Arguments;
import dev.circleoftrust.runtime.process.Program;
import java.util.List;

/**
 * Starts a trusted instance: the process that holds keys, signs what a person asks for, exports.
 */
public final class TrustedInstanceMain {
  private TrustedInstanceMain() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) {
    new Program(
            "trusted-instance",
            List.of(Arguments.NAME, Arguments.BOOTSTRAP, Arguments.HTTP, Arguments.BIND),
            TrustedInstance::start)
        .main(args);
  }
}
