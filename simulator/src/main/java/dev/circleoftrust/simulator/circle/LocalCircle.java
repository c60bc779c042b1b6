package dev.circleoftrust.simulator.circle;

import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.TrustedInstance;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A circle whose processes run on this machine, each in a folder of its own: there the passwords of
 * the instances' administrators are.
 */
public interface LocalCircle extends Circle {
  /**
   * Where a process is reached.
   *
   * @throws IllegalStateException if it was not started
   */
  URI address(String name);

  @Override
  default TrustedInstance trusted() {
    return new TrustedInstance(administered(RunningCircle.TRUSTED));
  }

  @Override
  default ProductionInstance production() {
    return new ProductionInstance(administered(RunningCircle.PRODUCTION));
  }

  @Override
  default Instance mid(String name) {
    return new Instance(name, address(name), "");
  }

  private Instance administered(String name) {
    return new Instance(name, address(name), RunningCircle.password(folderOf(name)));
  }

  /** What every instance is told when it is started. */
  static List<String> arguments(String name, Path own, String bootstrap, int port) {
    return List.of(
        "--folder",
        own.toString(),
        "--name",
        name,
        "--bootstrap",
        bootstrap,
        "--http",
        Integer.toString(port));
  }
}
