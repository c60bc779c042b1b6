package dev.circleoftrust.trusted.content;

import java.util.Optional;
import java.util.stream.Stream;

/** The states of a local update set. */
enum UpdateSetState {
  /** Takes up changes. */
  IN_PROGRESS("in progress"),
  /** Can be signed and exported, and takes up nothing any more. */
  COMPLETE("complete"),
  /** Is never exported. */
  IGNORE("ignore");

  private final String value;

  UpdateSetState(String value) {
    this.value = value;
  }

  static Optional<UpdateSetState> of(String value) {
    return Stream.of(values()).filter(state -> state.value.equals(value)).findFirst();
  }

  /** How the record spells it. */
  String value() {
    return value;
  }
}
