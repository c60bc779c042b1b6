package dev.circleoftrust.production;

import dev.circleoftrust.runtime.process.Arguments;
import dev.circleoftrust.runtime.process.Program;
import java.util.List;

/** Starts the production instance: the one that carries what trusted instances sign. */
public final class ProductionInstanceMain {
  private ProductionInstanceMain() {}

  /** Runs it until it is told to stop. */
  public static void main(String[] args) {
    new Program(
            "production-instance",
            List.of(
                Arguments.NAME,
                Arguments.BOOTSTRAP,
                Arguments.HTTP,
                Arguments.BIND,
                ValidateArgument.VALIDATE),
            ProductionInstance::start)
        .main(args);
  }
}
