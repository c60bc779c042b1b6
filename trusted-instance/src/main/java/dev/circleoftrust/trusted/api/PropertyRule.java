package dev.circleoftrust.trusted.api;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.transport.CircleProperties;
import dev.circleoftrust.trusted.export.ValidityWindow;

/**
 * Keeps the properties of Code Signing from being written by hand, and the window within bounds.
 */
final class PropertyRule implements TableRule {
  private static final String MESSAGE = "Property refused";

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    if (proposed.value("name").equals(CircleProperties.VALIDITY_WINDOW)) {
      return new Ruling.Refused(MESSAGE, "the property is there already: change it");
    }
    return judged(proposed);
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    if (!before.value("name").equals(after.value("name"))) {
      return new Ruling.Refused(MESSAGE, "a property keeps its name");
    }
    return judged(after);
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return before.value("name").equals(CircleProperties.VALIDITY_WINDOW)
        ? new Ruling.Refused(MESSAGE, "every export needs it: change it instead")
        : judged(before);
  }

  private static Ruling judged(GlideRecord property) {
    String name = property.value("name");
    if (CircleProperties.PROTECTED.contains(name)) {
      return new Ruling.Refused(MESSAGE, "only a signed job changes it, and on production");
    }
    if (name.equals(CircleProperties.VALIDITY_WINDOW)
        && !ValidityWindow.isMinutes(property.value("value"))) {
      return new Ruling.Refused(MESSAGE, "it is a number of minutes from 1 to 240");
    }
    return new Ruling.Allowed(property);
  }
}
