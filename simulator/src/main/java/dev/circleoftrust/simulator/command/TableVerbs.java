package dev.circleoftrust.simulator.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.circleoftrust.simulator.client.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an administrator does with the records of any table. */
final class TableVerbs {
  private static final String VALUES = "FIELD=VALUE...";

  private TableVerbs() {}

  static List<Verb> all() {
    return List.of(
        new Verb(
            "insert",
            "adds a record; FIELD=@FILE takes the value from a file",
            List.of("TABLE", VALUES),
            (instance, given) ->
                instance
                    .tables()
                    .insert(given.getFirst(), values(given.subList(1, given.size())))
                    .required()
                    .result()),
        new Verb(
            "update",
            "changes a record",
            List.of("TABLE", "SYS_ID", VALUES),
            (instance, given) ->
                instance
                    .tables()
                    .update(given.get(0), given.get(1), values(given.subList(2, given.size())))
                    .required()
                    .result()),
        new Verb(
            "delete",
            "removes a record",
            List.of("TABLE", "SYS_ID"),
            (instance, given) ->
                instance.tables().delete(given.get(0), given.get(1)).required().result()));
  }

  /** FIELD=VALUE each, where VALUE may be @FILE. */
  static Map<String, String> values(List<String> given) throws RefusedException, IOException {
    var values = new LinkedHashMap<String, String>();
    for (String pair : given) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new RefusedException("FIELD=VALUE is wanted, not " + pair, "usage");
      }
      String value = pair.substring(equals + 1);
      values.put(
          pair.substring(0, equals),
          value.startsWith("@") ? Files.readString(Path.of(value.substring(1)), UTF_8) : value);
    }
    return values;
  }
}
