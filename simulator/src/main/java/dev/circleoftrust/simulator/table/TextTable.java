package dev.circleoftrust.simulator.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Columns under each other, for a screen of a given width. A value that does not fit is cut and
 * ends in an ellipsis; characters that would move the cursor are shown as spaces.
 *
 * @param headings what stands above the columns
 * @param rows each with a value for every column
 */
public record TextTable(List<String> headings, List<List<String>> rows) {
  private static final String GAP = "  ";
  private static final int NARROWEST = 6;
  private static final Set<String> IDENTITIES = Set.of("sys_id", "row");

  public TextTable {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != headings.size()) {
        throw new IllegalArgumentException(
            "%d values under %d headings".formatted(row.size(), headings.size()));
      }
    }
  }

  /**
   * The lines, headings first, none longer than {@code width} unless there are too many columns.
   */
  public List<String> lines(int width) {
    List<Integer> widths = fitted(natural(), width - GAP.length() * (headings.size() - 1));
    var lines = new ArrayList<String>();
    lines.add(line(headings, widths));
    lines.add(line(widths.stream().map("-"::repeat).toList(), widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private List<Integer> natural() {
    var widths = new ArrayList<Integer>();
    for (int column = 0; column < headings.size(); column++) {
      int widest = Shown.plain(headings.get(column)).length();
      for (List<String> row : rows) {
        widest = Math.max(widest, Shown.plain(row.get(column)).length());
      }
      widths.add(widest);
    }
    return widths;
  }

  /** Takes from the widest column, again and again, until all fit. */
  private List<Integer> fitted(List<Integer> natural, int room) {
    var widths = new ArrayList<>(natural);
    int excess = widths.stream().mapToInt(Integer::intValue).sum() - room;
    while (excess-- > 0) {
      int widest = widest(widths);
      if (widths.get(widest) <= NARROWEST) {
        break;
      }
      widths.set(widest, widths.get(widest) - 1);
    }
    return widths;
  }

  /** A record's identity comes last: cut, it names nothing. */
  private int widest(List<Integer> widths) {
    return IntStream.range(0, widths.size())
        .boxed()
        .max(
            Comparator.comparing((Integer column) -> mayBeCut(column, widths))
                .thenComparing(widths::get))
        .orElseThrow();
  }

  private boolean mayBeCut(int column, List<Integer> widths) {
    return !IDENTITIES.contains(headings.get(column)) && widths.get(column) > NARROWEST;
  }

  private static String line(List<String> values, List<Integer> widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.size(); column++) {
      String value = cut(Shown.plain(values.get(column)), widths.get(column));
      line.append(column == 0 ? "" : GAP).append(value);
      line.append(" ".repeat(widths.get(column) - value.length()));
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String value, int width) {
    return value.length() <= width ? value : value.substring(0, width - 1) + "…";
  }
}
