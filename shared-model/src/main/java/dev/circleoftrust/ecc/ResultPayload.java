package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.StartTag;
import dev.circleoftrust.xml.XmlAttribute;
import dev.circleoftrust.xml.XmlCursor;
import dev.circleoftrust.xml.XmlLimits;
import dev.circleoftrust.xml.XmlText;
import dev.circleoftrust.xml.XmlWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The payload of an input: what came of an output.
 *
 * <pre>{@code
 * <results probe_time="MILLISECONDS" result_code="CODE" error="ERROR">
 *   <result><row id="1"><column name="LABEL">VALUE</column>...</row>...</result>
 *   <parameters><parameter name="NAME" value="VALUE"/>...</parameters>
 * </results>
 * }</pre>
 *
 * <p>Written without the white space; without {@code error} where there is none. A column's label
 * is an attribute and not an element's name: a query chooses it, and {@code count(*)} is no name.
 *
 * @param probeTime how long it ran, in milliseconds
 * @param resultCode 0 where it succeeded
 * @param error what went wrong, for a person; empty where nothing did; at most 4,000 UTF-16 units
 * @param rows what a query gave, at most {@link #MAX_ROWS}
 * @param parameters what the output said and was, told back
 */
public record ResultPayload(
    long probeTime,
    int resultCode,
    String error,
    List<ResultRow> rows,
    List<Parameter> parameters) {
  /** Rows that one input carries; a query that gives more has several inputs. */
  public static final int MAX_ROWS = 200;

  private static final int MAX_ERROR_LENGTH = 4_000;

  private static final XmlLimits LIMITS =
      new XmlLimits(
          4 << 20,
          MAX_ROWS * (ResultRow.MAX_COLUMNS + 1) + ParametersXml.MAX_PARAMETERS + 3,
          4,
          Parameter.MAX_VALUE_LENGTH,
          1 << 20);

  public ResultPayload {
    rows = List.copyOf(rows);
    parameters = List.copyOf(parameters);
    if (probeTime < 0 || rows.size() > MAX_ROWS) {
      throw new IllegalArgumentException(
          "%d ms, %d rows, %d are allowed".formatted(probeTime, rows.size(), MAX_ROWS));
    }
    if (error.length() > MAX_ERROR_LENGTH || !XmlText.canCarry(error)) {
      throw new IllegalArgumentException("an error that no payload can carry");
    }
    if (parameters.size() > ParametersXml.MAX_PARAMETERS) {
      throw new IllegalArgumentException(parameters.size() + " parameters");
    }
  }

  /** The payload's one spelling by this project. */
  public String encode() {
    var xml = new XmlWriter();
    var attributes = new ArrayList<XmlAttribute>();
    attributes.add(new XmlAttribute("probe_time", Long.toString(probeTime)));
    attributes.add(new XmlAttribute("result_code", Integer.toString(resultCode)));
    if (!error.isEmpty()) {
      attributes.add(new XmlAttribute("error", error));
    }
    xml.start("results", attributes.toArray(XmlAttribute[]::new)).start("result");
    for (int i = 0; i < rows.size(); i++) {
      writeRow(i + 1, rows.get(i), xml);
    }
    xml.end("result");
    ParametersXml.write(parameters, xml);
    return xml.end("results").toText();
  }

  /** Reads a payload, which came from a MID Server and is only ever shown. */
  public static ResultPayload parse(String payload) throws MalformedException {
    XmlCursor xml = XmlCursor.open(payload, LIMITS);
    StartTag results = xml.start("results").allowing("probe_time", "result_code", "error");
    var rows = new ArrayList<ResultRow>();
    xml.start("result").allowing();
    while (xml.hasChild()) {
      rows.add(readRow(xml));
    }
    xml.end();
    List<Parameter> parameters = ParametersXml.read(xml);
    xml.end();
    xml.endOfDocument();
    try {
      return new ResultPayload(
          Long.parseLong(results.attribute("probe_time")),
          Integer.parseInt(results.attribute("result_code")),
          results.attributeOrEmpty("error"),
          rows,
          parameters);
    } catch (IllegalArgumentException e) {
      throw results.malformed("results out of bounds"); // the cause may quote a number
    }
  }

  private static void writeRow(int id, ResultRow row, XmlWriter xml) {
    xml.start("row", new XmlAttribute("id", Integer.toString(id)));
    for (ResultRow.Column column : row.columns()) {
      xml.element("column", List.of(new XmlAttribute("name", column.label())), column.value());
    }
    xml.end("row");
  }

  private static ResultRow readRow(XmlCursor xml) throws MalformedException {
    StartTag row = xml.start("row").allowing("id");
    var columns = new ArrayList<ResultRow.Column>();
    try {
      while (xml.hasChild()) {
        String label = xml.start("column").allowing("name").attribute("name");
        columns.add(new ResultRow.Column(label, xml.text()));
      }
      xml.end();
      return new ResultRow(columns);
    } catch (IllegalArgumentException e) {
      throw row.malformed("a row out of bounds");
    }
  }
}
