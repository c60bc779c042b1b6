package dev.circleoftrust.trusted.export;

import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.transport.CircleProperties;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** How long what is exported may be executed: the property that the product has for it. */
public final class ValidityWindow {
  /** System Properties. */
  public static final TableName PROPERTIES = new TableName("sys_properties");

  private static final String DEFAULT_MINUTES = "60";
  private static final int MAX_MINUTES = 240;
  private static final Pattern MINUTES = Pattern.compile("[1-9][0-9]{0,2}");

  private final TableStore store;

  /** The window that {@code store}'s properties say. */
  public ValidityWindow(TableStore store) {
    this.store = store;
  }

  /** Puts the property there, with its default, where it is missing. */
  public void prepare() {
    if (store.find(PROPERTIES, "name", CircleProperties.VALIDITY_WINDOW).isEmpty()) {
      var fields =
          Map.of(
              "name",
              CircleProperties.VALIDITY_WINDOW,
              "type",
              "integer",
              "value",
              DEFAULT_MINUTES,
              "description",
              "Minutes in which a signed export may be executed, 1 to 240");
      var _ = store.insert(PROPERTIES, fields, "system");
    }
  }

  /** Whether the property may have this value. */
  public static boolean isMinutes(String text) {
    return MINUTES.matcher(text).matches() && Integer.parseInt(text) <= MAX_MINUTES;
  }

  /** The window that opens at {@code now}. */
  Validity from(Instant now) throws ActionRefusedException {
    String text =
        store
            .find(PROPERTIES, "name", CircleProperties.VALIDITY_WINDOW)
            .map(property -> property.value("value"))
            .orElse(DEFAULT_MINUTES);
    if (!isMinutes(text)) {
      throw ActionRefusedException.notNow(
          "validity-window-invalid",
          "set the property %s to a number of minutes from 1 to %d"
              .formatted(CircleProperties.VALIDITY_WINDOW, MAX_MINUTES));
    }
    return Validity.startingAt(now, Duration.ofMinutes(Integer.parseInt(text)));
  }
}
