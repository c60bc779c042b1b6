package dev.circleoftrust.simulator.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.RefusedException;
import java.io.IOException;
import java.util.List;

/**
 * One thing that an administrator does.
 *
 * @param name how it is called on the command line
 * @param description what it does, in the product's words where there are any
 * @param parameters what it takes, in their order; in square brackets what may be left out, with
 *     dots what may be repeated
 * @param act does it
 */
record Verb(String name, String description, List<String> parameters, Act act) {
  Verb {
    parameters = List.copyOf(parameters);
  }

  /** Does it and answers with what is to be shown. */
  @FunctionalInterface
  interface Act {
    /**
     * Does it.
     *
     * @param arguments as many as there are parameters, unless the last may be left out or repeated
     */
    JsonNode on(Instance instance, List<String> arguments) throws RefusedException, IOException;
  }

  /** The fewest arguments that it takes. */
  int fewest() {
    return (int) parameters.stream().filter(parameter -> !parameter.startsWith("[")).count();
  }

  /** The most arguments that it takes. */
  int most() {
    boolean repeated = !parameters.isEmpty() && parameters.getLast().contains("...");
    return repeated ? Integer.MAX_VALUE : parameters.size();
  }
}
