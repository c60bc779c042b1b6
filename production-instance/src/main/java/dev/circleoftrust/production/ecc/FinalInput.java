package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Set;

/**
 * Which input of several is a row's last. A query with more rows than one input carries has
 * several; all but the last are parts.
 */
final class FinalInput {
  private static final String TOPIC = "JDBCProbe";
  private static final Set<String> OF_A_PART = Set.of("part", "rows_so_far");

  /** As the one spelling of a payload has it; a value cannot hold a bare angle bracket. */
  private static final String SIGN = "<parameter name=\"part\"";

  private FinalInput() {}

  /** False for a part, after which more comes. */
  static boolean is(EccRecord input) {
    return input.state() == EccState.ERROR
        || !input.topic().equals(TOPIC)
        || !input.payload().contains(SIGN)
        || !isPart(input.payload());
  }

  private static boolean isPart(String payload) {
    try {
      List<String> names =
          ResultPayload.parse(payload).parameters().stream().map(Parameter::name).toList();
      return names.containsAll(OF_A_PART);
    } catch (MalformedException _) {
      return false; // nothing that can be read comes after it: it must not hold the row open
    }
  }
}
