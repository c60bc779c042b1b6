package dev.circleoftrust.ecc;

import java.util.List;

/** What a probe brought: the element {@code <result>} of a {@link ResultPayload}. */
public sealed interface ResultBody {
  /** What says nothing but that it was done. */
  static ResultBody none() {
    return new Rows(List.of());
  }

  /**
   * What a query gave.
   *
   * @param rows in the query's order, of any number; one payload carries {@link
   *     ResultPayload#MAX_ROWS}
   */
  record Rows(List<ResultRow> rows) implements ResultBody {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /**
   * What a program, a server or a script said.
   *
   * @param command what ran, for a person; empty where it has no such name; at most {@link
   *     #MAX_COMMAND_LENGTH} UTF-16 units that XML can carry
   * @param texts what it said, 1 to {@link #MAX_TEXTS}, each under another name
   */
  record Texts(String command, List<ResultText> texts) implements ResultBody {
    /** The most UTF-16 units that {@code command} may have. */
    public static final int MAX_COMMAND_LENGTH = 1_000;

    static final int MAX_TEXTS = 8;

    public Texts {
      texts = List.copyOf(texts);
      if (command.length() > MAX_COMMAND_LENGTH || !ResultText.isCarried(command)) {
        throw new IllegalArgumentException("a command that no payload can carry");
      }
      if (texts.isEmpty()
          || texts.size() > MAX_TEXTS
          || texts.stream().map(ResultText::name).distinct().count() < texts.size()) {
        throw new IllegalArgumentException("%d texts, or two of a name".formatted(texts.size()));
      }
    }
  }
}
