package dev.circleoftrust.updateset;

import java.util.Optional;

/** What a payload asks to be done with its record; the names are the product's. */
public enum UpdateAction {
  INSERT_OR_UPDATE,
  DELETE;

  /** The action that is called {@code name}, where it is one of these. */
  static Optional<UpdateAction> named(String name) {
    for (UpdateAction action : values()) {
      if (action.name().equals(name)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
