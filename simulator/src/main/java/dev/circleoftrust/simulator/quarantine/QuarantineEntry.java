package dev.circleoftrust.simulator.quarantine;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record that a MID Server refused and kept, with its verdict in headers. Whoever may write to
 * the broker may have put it there: nothing of it is believed, and every value of it is for {@link
 * dev.circleoftrust.simulator.table.Shown} before it is for a screen.
 *
 * @param kept as it stands in the quarantine
 */
public record QuarantineEntry(Seen kept) {
  private static final String ORIGINAL = "original.";
  private static final Pattern PLACE = Pattern.compile("([^/]{1,249})/([0-9]{1,9})/([0-9]{1,18})");

  /** Its number: where it stands in the quarantine, and stays. */
  public long number() {
    return kept.offset();
  }

  /** The MID Server that says it refused the record. */
  public String agent() {
    return header("agent");
  }

  /** The stable code of the verdict. */
  public String reason() {
    return header("verdict");
  }

  /** The verdict's own words. */
  public String detail() {
    return header("detail");
  }

  /** What to do about a verdict of this reason; empty where the reason is none that we know. */
  public String remedy() {
    return Arrays.stream(RejectionReason.values())
        .filter(known -> known.code().equals(reason()))
        .map(RejectionReason::remedy)
        .findFirst()
        .orElse("");
  }

  /** Where the refused record stood: topic, partition and offset. */
  public String place() {
    return header("place");
  }

  /** Whether the original is here; else there is only its digest. */
  public boolean isOriginal() {
    return header("form").equals("original");
  }

  /** The row in the record, if the original is here and is a message. */
  public Optional<EccRecord> row() {
    Bytes value = kept.value();
    try {
      return !isOriginal() || value == null
          ? Optional.empty()
          : Optional.of(OutboundMessage.parse(value).ecc());
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  /** The headers of the refused record, in their order. */
  public List<Seen.Label> headers() {
    return kept.headers().stream()
        .filter(header -> header.name().startsWith(ORIGINAL))
        .map(header -> new Seen.Label(header.name().substring(ORIGINAL.length()), header.value()))
        .toList();
  }

  /**
   * The record as the MID Server saw it, dated when it was refused; empty where the original is not
   * here, or no place is named.
   */
  public Optional<Seen> original() {
    Matcher place = PLACE.matcher(place());
    return isOriginal() && place.matches()
        ? Optional.of(
            new Seen(
                place.group(1),
                Integer.parseInt(place.group(2)),
                Long.parseLong(place.group(3)),
                kept.at(),
                kept.key(),
                kept.value(),
                headers()))
        : Optional.empty();
  }

  /** A line of a list. */
  public Row line() {
    Optional<EccRecord> row = row();
    var line = new LinkedHashMap<String, String>();
    line.put("entry", Long.toString(number()));
    line.put("time", GlideTime.format(kept.at()));
    line.put("agent", agent());
    line.put("reason", reason());
    line.put("row", row.map(r -> r.value(EccField.SYS_ID)).orElse(""));
    line.put("topic", row.map(EccRecord::topic).orElse(""));
    line.put("form", header("form"));
    line.put("place", place());
    line.put("detail", detail());
    return new Row(line);
  }

  private String header(String name) {
    return kept.text("cot-" + name).orElse("");
  }
}
