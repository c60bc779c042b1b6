package dev.circleoftrust.trusted.content;

import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.runtime.store.TableStore;

/** The signature configurations that an instance begins with. */
public final class SignatureConfigurations {
  private SignatureConfigurations() {}

  /** Puts one for each type of code into {@code store}, where there is none for its table. */
  public static void prepare(TableStore store) {
    for (CodeType type : CodeType.values()) {
      String filter =
          switch (type) {
            case DATA_SOURCE -> "type=JDBC";
            case REST_MESSAGE, COMMAND, SCRIPT -> ""; // all of them
          };
      if (store.find(Tables.SIGNATURE_CONFIGURATION, "table_name", type.table()).isEmpty()) {
        var _ =
            store.insert(
                Tables.SIGNATURE_CONFIGURATION,
                SignatureConfiguration.forCodeOf(type, filter),
                "system");
      }
    }
  }
}
