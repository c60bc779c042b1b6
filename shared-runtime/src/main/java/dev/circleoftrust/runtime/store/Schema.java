package dev.circleoftrust.runtime.store;

import java.util.List;

/**
 * The SQL tables that one component keeps in a {@link Database}, as the scripts that made them.
 * Script 1 runs on a new file; a later version of the program only ever appends scripts.
 *
 * @param component whose tables these are; unique in a database, lower case
 * @param scripts SQL statements, each script separated by semicolons, run once and in order
 */
public record Schema(String component, List<String> scripts) {
  public Schema {
    if (!component.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException("not the name of a component: " + component);
    }
    scripts = List.copyOf(scripts);
    if (scripts.isEmpty()) {
      throw new IllegalArgumentException("a schema without a script: " + component);
    }
  }
}
