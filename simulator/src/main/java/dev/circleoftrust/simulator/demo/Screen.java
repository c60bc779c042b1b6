package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.table.Wrap;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** What the audience sees: three lanes, 100 columns, colours only on a terminal. Thread-safe. */
final class Screen {
  private static final int WIDTH = 100;
  private static final int GUTTER = 34;
  private static final int NUMBER = 4;
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[1;31m";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean colours;
  private final boolean rich;
  private boolean muted;

  Screen(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
    this.rich = out.charset().newEncoder().canEncode('●');
  }

  /** Nothing more is shown: everything is ending. */
  synchronized void mute() {
    muted = true;
  }

  /** A part that is no story: its lines have no lanes. */
  void title(String title) {
    line("");
    line(painted(BOLD, title));
  }

  /** A part of the story begins. */
  void chapter(String title) {
    title(title);
    line(painted(BOLD, "%-11s%-13s%s".formatted("  TRUSTED", "PRODUCTION", "MID SERVERS")));
  }

  /** A sentence for the audience. */
  void say(String text) {
    Wrap.at(WIDTH, text).forEach(this::line);
  }

  /** A line as it is. */
  void raw(String text) {
    line(text);
  }

  /** A step that was taken. */
  void step(Lane lane, String number, String label, boolean ok) {
    String text = "%s%-4s%s".formatted(gutter(lane), number, label);
    int space = Math.max(1, WIDTH - 6 - text.length());
    line(text + " ".repeat(space) + (ok ? painted(GREEN, "ok") : painted(RED, "failed")));
  }

  /** What was seen, below a step. */
  void detail(String text) {
    for (String part : Wrap.at(WIDTH - GUTTER - NUMBER, text)) {
      line(gutter(null) + " ".repeat(NUMBER) + painted(DIM, part));
    }
  }

  /** A verdict of the story. */
  void verdict(boolean good, String text) {
    for (String part : Wrap.at(WIDTH - GUTTER - NUMBER, text)) {
      line(gutter(null) + " ".repeat(NUMBER) + painted(good ? GREEN : RED, part));
    }
  }

  private String gutter(@Nullable Lane active) {
    var gutter = new StringBuilder(" ".repeat(GUTTER));
    for (Lane lane : Lane.values()) {
      char mark = lane == active ? (rich ? '●' : 'o') : (rich ? '│' : '|');
      gutter.setCharAt(lane.column(), mark);
    }
    return gutter.toString();
  }

  private String painted(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }

  private synchronized void line(String text) {
    if (!muted) {
      out.println(text);
      out.flush();
    }
  }
}
