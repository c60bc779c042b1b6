package dev.circleoftrust.simulator.circle;

import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.TrustedInstance;
import java.nio.file.Path;
import java.util.List;

/** A circle whose processes run, whoever started them. */
public interface Circle {
  /** Where the broker is. */
  String bootstrap();

  /** The trusted instance. */
  TrustedInstance trusted();

  /** The production instance. */
  ProductionInstance production();

  /** A MID Server; it asks for no password. */
  Instance mid(String name);

  /** The names of the MID Servers that run. */
  List<String> mids();

  /** Whoever runs, with a process id where it is known and 0 where it is not. */
  List<Running.Member> members();

  /** The own folder of a process. */
  Path folderOf(String name);
}
