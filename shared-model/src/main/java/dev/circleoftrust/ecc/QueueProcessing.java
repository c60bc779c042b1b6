package dev.circleoftrust.ecc;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.StartTag;
import dev.circleoftrust.xml.XmlAttribute;
import dev.circleoftrust.xml.XmlCursor;
import dev.circleoftrust.xml.XmlLimits;
import dev.circleoftrust.xml.XmlWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The payload of an input with topic {@link #TOPIC}: a MID Server has taken these outputs.
 *
 * <pre>{@code
 * <queue.processing output_message_count="N"><sys_id state="STATE">SYS_ID</sys_id>...</queue.processing>
 * }</pre>
 *
 * @param state what became of them: {@code processing} or {@code cancelled}
 * @param outputs 1 to {@link #MAX_OUTPUTS} sys_ids of outputs
 */
public record QueueProcessing(EccState state, List<SysId> outputs) {
  /** The topic of such an input. */
  public static final String TOPIC = "queue.processing";

  /** Outputs that one payload names. */
  public static final int MAX_OUTPUTS = 1_000;

  private static final XmlLimits LIMITS = new XmlLimits(1 << 20, MAX_OUTPUTS + 1, 2, 32, 32);

  public QueueProcessing {
    outputs = List.copyOf(outputs);
    if (state != EccState.PROCESSING && state != EccState.CANCELLED) {
      throw new IllegalArgumentException("outputs are taken or cancelled, not " + state.word());
    }
    if (outputs.isEmpty() || outputs.size() > MAX_OUTPUTS) {
      throw new IllegalArgumentException(
          "%d outputs, 1 to %d are allowed".formatted(outputs.size(), MAX_OUTPUTS));
    }
  }

  /** These outputs were taken. */
  public QueueProcessing(List<SysId> outputs) {
    this(EccState.PROCESSING, outputs);
  }

  /** The payload's one spelling by this project. */
  public String encode() {
    var xml =
        new XmlWriter()
            .start(
                TOPIC, new XmlAttribute("output_message_count", Integer.toString(outputs.size())));
    for (SysId output : outputs) {
      xml.element("sys_id", List.of(attribute(state)), output.value());
    }
    return xml.end(TOPIC).toText();
  }

  /** Reads a payload. */
  public static QueueProcessing parse(String payload) throws MalformedException {
    XmlCursor xml = XmlCursor.open(payload, LIMITS);
    StartTag root = xml.start(TOPIC).allowing("output_message_count");
    var outputs = new ArrayList<SysId>();
    var states = EnumSet.noneOf(EccState.class);
    while (xml.hasChild()) {
      StartTag tag = xml.start("sys_id").allowing("state");
      states.add(EccState.parse(tag.attribute("state")));
      outputs.add(SysId.parse(xml.text()));
    }
    xml.end();
    xml.endOfDocument();
    if (outputs.isEmpty()
        || !root.attribute("output_message_count").equals(Integer.toString(outputs.size()))) {
      throw root.malformed("a count other than that of the sys_ids");
    }
    try {
      if (states.size() == 1) {
        return new QueueProcessing(states.iterator().next(), outputs);
      }
    } catch (IllegalArgumentException _) {
      // no state of an output that a MID Server tells
    }
    throw root.malformed("states other than processing alone, or cancelled alone");
  }

  private static XmlAttribute attribute(EccState state) {
    return new XmlAttribute("state", state.word());
  }
}
