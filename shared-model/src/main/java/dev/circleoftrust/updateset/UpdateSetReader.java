package dev.circleoftrust.updateset;

import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.StartTag;
import dev.circleoftrust.xml.XmlCursor;
import dev.circleoftrust.xml.XmlLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Reads an update set's file.
 *
 * <pre>{@code
 * <unload unload_date="yyyy-MM-dd HH:mm:ss">
 *   <sys_remote_update_set action="INSERT_OR_UPDATE">FIELD...</sys_remote_update_set>
 *   <sys_update_xml action="INSERT_OR_UPDATE">FIELD...</sys_update_xml>...
 * </unload>
 *
 * FIELD = <name ATTRIBUTE...>text</name>
 * }</pre>
 *
 * <p>Anything else is refused: a second set, an update outside or before it, another element, a
 * field that holds elements or stands twice, and all that {@link XmlCursor} refuses.
 */
public final class UpdateSetReader {
  /** The most bytes that a file may have: 16 MiB. */
  public static final int MAX_SIZE = 16 << 20;

  private static final int MAX_FIELDS = 100;
  private static final int DEPTH = 3;

  private static final XmlLimits LIMITS =
      new XmlLimits(
          MAX_SIZE,
          (UpdateSet.MAX_UPDATES + 1) * (MAX_FIELDS + 1) + 1,
          DEPTH,
          ExportField.MAX_ATTRIBUTE_LENGTH,
          ExportField.MAX_LENGTH);

  private UpdateSetReader() {}

  /**
   * The update set in {@code file}.
   *
   * @throws MalformedException if there is none, whatever is wrong with the file; the message names
   *     line and column and quotes nothing
   */
  public static UpdateSet read(Bytes file) throws MalformedException {
    XmlCursor xml = XmlCursor.open(file, LIMITS);
    StartTag unload = xml.start("unload").allowing("unload_date");
    Instant unloadDate = unloadDate(unload);
    StartTag set = xml.start(UpdateSet.ELEMENT);
    List<ExportField> header = fields(set, xml);
    var updates = new ArrayList<CustomerUpdate>();
    while (xml.hasChild()) {
      StartTag tag = xml.start(CustomerUpdate.ELEMENT);
      if (updates.size() == UpdateSet.MAX_UPDATES) {
        throw tag.malformed("more than %d updates".formatted(UpdateSet.MAX_UPDATES));
      }
      updates.add(update(tag, fields(tag, xml)));
    }
    xml.end();
    xml.endOfDocument();
    try {
      return new UpdateSet(unloadDate, header, updates);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(e.getMessage() + where(set));
    }
  }

  private static CustomerUpdate update(StartTag tag, List<ExportField> fields)
      throws MalformedException {
    try {
      return new CustomerUpdate(fields);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(e.getMessage() + where(tag));
    }
  }

  private static List<ExportField> fields(StartTag row, XmlCursor xml) throws MalformedException {
    if (!row.allowing("action").attribute("action").equals("INSERT_OR_UPDATE")) {
      throw row.malformed("an action other than INSERT_OR_UPDATE");
    }
    var fields = new ArrayList<ExportField>();
    var names = new HashSet<String>();
    while (xml.hasChild()) {
      StartTag tag = xml.start();
      if (fields.size() == MAX_FIELDS) {
        throw tag.malformed("more than %d fields".formatted(MAX_FIELDS));
      }
      if (!names.add(tag.name())) {
        throw tag.malformed("a field that stands twice");
      }
      try {
        fields.add(new ExportField(tag.name(), tag.attributes(), xml.text()));
      } catch (IllegalArgumentException e) {
        throw new MalformedException(e.getMessage() + where(tag));
      }
    }
    xml.end();
    return fields;
  }

  private static Instant unloadDate(StartTag unload) throws MalformedException {
    String date = unload.attribute("unload_date");
    try {
      return GlideTime.parse(date);
    } catch (MalformedException e) {
      throw unload.malformed(e.fact());
    }
  }

  private static String where(StartTag tag) {
    return " at line %d, column %d".formatted(tag.line(), tag.column());
  }
}
