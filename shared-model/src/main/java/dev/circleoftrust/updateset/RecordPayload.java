package dev.circleoftrust.updateset;

import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.StartTag;
import dev.circleoftrust.xml.XmlCursor;
import dev.circleoftrust.xml.XmlLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The payload of a customer update.
 *
 * <pre>{@code
 * <record_update table="TABLE"><TABLE action="ACTION">FIELD...</TABLE>ROW...</record_update>
 *
 * FIELD = <name ATTRIBUTE...>text</name>
 * ROW   = <RELATED_TABLE action="ACTION">FIELD...</RELATED_TABLE>
 * }</pre>
 *
 * <p>The first row is of the payload's table and is what the update is about. Genuine payloads go
 * on with rows of other tables that belong to it: translations, prices, attachments. They are kept
 * here to be seen; nobody who signs or commits the first row has thereby signed or committed them.
 *
 * @param table the table of the first row
 * @param rows in their order, at least one
 */
public record RecordPayload(TableName table, List<PayloadRow> rows) {
  private static final int MAX_ROWS = 1_000;
  private static final int MAX_ELEMENTS = 50_000;
  private static final int MAX_DEPTH = 16;

  private static final XmlLimits LIMITS =
      new XmlLimits(
          UpdateSetReader.MAX_SIZE,
          MAX_ELEMENTS,
          MAX_DEPTH,
          ExportField.MAX_ATTRIBUTE_LENGTH,
          ExportField.MAX_LENGTH);

  public RecordPayload {
    rows = List.copyOf(rows);
    if (rows.isEmpty() || !rows.getFirst().element().equals(table.value())) {
      throw new IllegalArgumentException("a payload whose first row is not of its table");
    }
  }

  /**
   * Reads a payload.
   *
   * @throws MalformedException if it is not of the form above, or XML that {@link XmlCursor}
   *     refuses
   */
  public static RecordPayload parse(String payload) throws MalformedException {
    XmlCursor xml = XmlCursor.open(payload, LIMITS);
    StartTag root = xml.start("record_update");
    TableName table = table(root);
    var rows = new ArrayList<PayloadRow>();
    while (xml.hasChild()) {
      if (rows.size() == MAX_ROWS) {
        throw xml.malformed("more than %d rows".formatted(MAX_ROWS));
      }
      rows.add(row(xml.start(), xml));
    }
    xml.end();
    xml.endOfDocument();
    try {
      return new RecordPayload(table, rows);
    } catch (IllegalArgumentException e) {
      throw root.malformed("a payload whose first row is not of its table");
    }
  }

  /**
   * The change that this payload asks for, where it asks for nothing else.
   *
   * @throws MalformedException if it has further rows, or its row changes no one record
   */
  public RecordChange change() throws MalformedException {
    if (rows.size() > 1) {
      throw new MalformedException(
          "a payload of %d rows, not of one record".formatted(rows.size()));
    }
    return rows.getFirst().change();
  }

  private static TableName table(StartTag root) throws MalformedException {
    String name = root.attribute("table");
    try {
      return TableName.parse(name);
    } catch (MalformedException e) {
      throw root.malformed(e.fact());
    }
  }

  private static PayloadRow row(StartTag row, XmlCursor xml) throws MalformedException {
    var fields = new ArrayList<ExportField>();
    var names = new HashSet<String>();
    int nested = 0;
    while (xml.hasChild()) {
      StartTag tag = xml.start();
      if (!names.add(tag.name())) {
        throw tag.malformed("a field that stands twice");
      }
      Optional<String> text = xml.textUnlessNested();
      if (text.isEmpty()) {
        nested++;
        continue;
      }
      try {
        fields.add(new ExportField(tag.name(), tag.attributes(), text.get()));
      } catch (IllegalArgumentException e) {
        throw tag.malformed("an element whose name is no field name");
      }
    }
    xml.end();
    return new PayloadRow(row.name(), row.attributeOrEmpty("action"), fields, nested);
  }
}
