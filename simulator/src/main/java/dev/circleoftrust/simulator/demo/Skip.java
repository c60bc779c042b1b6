package dev.circleoftrust.simulator.demo;

import java.util.Optional;
import java.util.stream.Stream;

/** Steps that may be left out, to see that they matter. */
enum Skip {
  TURN_ON("turn-on"),
  PREREQUISITE_CHECK("prerequisite-check"),
  SIGN("sign"),
  COMPARE("compare-fingerprint");

  private final String word;

  Skip(String word) {
    this.word = word;
  }

  /** How it is called on the command line. */
  String word() {
    return word;
  }

  static Optional<Skip> of(String word) {
    return Stream.of(values()).filter(skip -> skip.word.equals(word)).findFirst();
  }

  /** All of them, for a person. */
  static String words() {
    return String.join(", ", Stream.of(values()).map(Skip::word).toList());
  }
}
