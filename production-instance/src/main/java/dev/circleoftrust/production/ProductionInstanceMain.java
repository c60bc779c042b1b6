package dev.circleoftrust.production;

import dev.circleoftrust.runtime.process.Argument;
import dev.circleoftrust.runtime.process.Arguments;
import dev.circleoftrust.runtime.process.Program;
import java.util.ArrayList;
import java.util.List;

/** Starts the production instance: the one that carries what trusted instances sign. */
public final class ProductionInstanceMain {
  private ProductionInstanceMain() {}

  /** Runs it until it is told to stop. */
  public static void main(String[] args) {
    new Program("production-instance", arguments(), ProductionInstance::start).main(args);
  }

  private static List<Argument> arguments() {
    var arguments =
        new ArrayList<>(
            List.of(
                Arguments.NAME,
                Arguments.BOOTSTRAP,
                Arguments.HTTP,
                Arguments.BIND,
                AgentArguments.VALIDATE,
                AgentArguments.CHANNEL));
    arguments.addAll(DispatchArguments.ALL);
    return arguments;
  }
}
