package dev.circleoftrust.production.updateset;

import java.util.stream.Stream;

/** What a person decided about a problem of a preview. */
enum Resolution {
  /** Nothing yet. */
  OPEN(""),
  /** <i>Accept remote update</i>: commit it all the same. */
  ACCEPTED("accepted"),
  /** <i>Skip remote update</i>: leave it out. */
  SKIPPED("skipped");

  /** The field of a preview that holds it. */
  static final String FIELD = "status";

  private final String word;

  Resolution(String word) {
    this.word = word;
  }

  /** The resolution that the field's value stands for; what stands for none leaves it open. */
  static Resolution of(String word) {
    return Stream.of(values())
        .filter(resolution -> resolution.word.equals(word))
        .findFirst()
        .orElse(OPEN);
  }

  /** Whether {@code update} may be committed, or left out, by this decision. */
  boolean settles(PlannedUpdate update) {
    return switch (this) {
      case OPEN -> update.problem().isEmpty();
      case ACCEPTED -> update.disposition() != Disposition.REFUSED;
      case SKIPPED -> true;
    };
  }

  /** What a person may set for {@code update}. */
  static String choices(PlannedUpdate update) {
    return update.disposition() == Disposition.REFUSED
        ? "set its status to skipped"
        : "set its status to accepted or skipped";
  }

  /** Whether {@code word} is one of these. */
  static boolean isWord(String word) {
    return Stream.of(values()).anyMatch(resolution -> resolution.word.equals(word));
  }
}
