package dev.circleoftrust.updateset;

import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.xml.XmlAttribute;
import dev.circleoftrust.xml.XmlWriter;
import java.util.List;

/**
 * Writes an update set's file: the same set always gives the same bytes, in the form of genuine
 * exports. Each tag stands on a line of its own; a payload stands in a CDATA section, or escaped
 * where it holds the end of one or a carriage return; a field without a value is an empty tag.
 */
public final class UpdateSetWriter {
  private static final XmlAttribute ACTION =
      new XmlAttribute("action", UpdateAction.INSERT_OR_UPDATE.name());

  private UpdateSetWriter() {}

  /** The file of {@code set}, in UTF-8. */
  public static Bytes write(UpdateSet set) {
    var date = new XmlAttribute("unload_date", GlideTime.format(set.unloadDate()));
    XmlWriter xml = new XmlWriter().start("unload", date).line();
    row(UpdateSet.ELEMENT, set.header(), xml);
    for (CustomerUpdate update : set.updates()) {
      row(CustomerUpdate.ELEMENT, update.fields(), xml);
    }
    return xml.end("unload").line().toBytes();
  }

  private static void row(String element, List<ExportField> fields, XmlWriter xml) {
    xml.start(element, ACTION).line();
    for (ExportField field : fields) {
      if (field.name().equals("payload")) {
        xml.elementAsCdata(field.name(), field.attributes(), field.value()).line();
      } else {
        xml.element(field.name(), field.attributes(), field.value()).line();
      }
    }
    xml.end(element).line();
  }
}
