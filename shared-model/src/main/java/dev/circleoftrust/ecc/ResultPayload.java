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
 *     or <result command="COMMAND"><NAME>TEXT</NAME>...</result>
 *   <parameters><parameter name="NAME" value="VALUE"/>...</parameters>
 * </results>
 * }</pre>
 *
 * <p>Written without the white space; without {@code error} or {@code command} where there is none.
 * A column's label is an attribute and not an element's name: a query chooses it, and {@code
 * count(*)} is no name.
 *
 * @param probeTime how long it ran, in milliseconds
 * @param resultCode 0 where it succeeded; a command's exit code
 * @param error what went wrong, for a person; empty where nothing did; at most 4,000 UTF-16 units
 * @param body what it brought, at most {@link #MAX_ROWS} rows
 * @param parameters what the output said and was, told back
 */
public record ResultPayload(
    long probeTime, int resultCode, String error, ResultBody body, List<Parameter> parameters) {
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
    parameters = List.copyOf(parameters);
    int rows = body instanceof ResultBody.Rows(var found) ? found.size() : 0;
    if (probeTime < 0 || rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          "%d ms, %d rows, %d are allowed".formatted(probeTime, rows, MAX_ROWS));
    }
    if (error.length() > MAX_ERROR_LENGTH || !XmlText.canCarry(error)) {
      throw new IllegalArgumentException("an error that no payload can carry");
    }
    if (parameters.size() > ParametersXml.MAX_PARAMETERS) {
      throw new IllegalArgumentException(parameters.size() + " parameters");
    }
  }

  /** The rows of a query; none where it was no query. */
  public List<ResultRow> rows() {
    return body instanceof ResultBody.Rows(var rows) ? rows : List.of();
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
    xml.start("results", attributes.toArray(XmlAttribute[]::new));
    switch (body) {
      case ResultBody.Rows(var rows) -> writeRows(rows, xml);
      case ResultBody.Texts texts -> writeTexts(texts, xml);
    }
    xml.end("result");
    ParametersXml.write(parameters, xml);
    return xml.end("results").toText();
  }

  /** Reads a payload, which came from a MID Server and is only ever shown. */
  public static ResultPayload parse(String payload) throws MalformedException {
    XmlCursor xml = XmlCursor.open(payload, LIMITS);
    StartTag results = xml.start("results").allowing("probe_time", "result_code", "error");
    ResultBody body = readBody(xml);
    List<Parameter> parameters = ParametersXml.read(xml);
    xml.end();
    xml.endOfDocument();
    try {
      return new ResultPayload(
          Long.parseLong(results.attribute("probe_time")),
          Integer.parseInt(results.attribute("result_code")),
          results.attributeOrEmpty("error"),
          body,
          parameters);
    } catch (IllegalArgumentException e) {
      throw results.malformed("results out of bounds"); // the cause may quote a number
    }
  }

  private static void writeRows(List<ResultRow> rows, XmlWriter xml) {
    xml.start("result");
    for (int i = 0; i < rows.size(); i++) {
      xml.start("row", new XmlAttribute("id", Integer.toString(i + 1)));
      for (ResultRow.Column column : rows.get(i).columns()) {
        xml.element("column", List.of(new XmlAttribute("name", column.label())), column.value());
      }
      xml.end("row");
    }
  }

  private static void writeTexts(ResultBody.Texts body, XmlWriter xml) {
    if (body.command().isEmpty()) {
      xml.start("result");
    } else {
      xml.start("result", new XmlAttribute("command", body.command()));
    }
    for (ResultText text : body.texts()) {
      xml.element(text.name(), List.of(), text.value());
    }
  }

  private static ResultBody readBody(XmlCursor xml) throws MalformedException {
    StartTag result = xml.start("result").allowing("command");
    var rows = new ArrayList<ResultRow>();
    var texts = new ArrayList<ResultText>();
    try {
      while (xml.hasChild()) {
        StartTag child = xml.start();
        if (child.name().equals("row")) {
          rows.add(readRow(child.allowing("id"), xml));
        } else {
          texts.add(new ResultText(child.allowing().name(), xml.text()));
        }
      }
      xml.end();
      if (texts.isEmpty() && result.attributes().isEmpty()) {
        return new ResultBody.Rows(rows);
      }
      if (rows.isEmpty()) {
        return new ResultBody.Texts(result.attributeOrEmpty("command"), texts);
      }
    } catch (IllegalArgumentException e) {
      throw result.malformed("a text out of bounds");
    }
    throw result.malformed("rows beside texts");
  }

  private static ResultRow readRow(StartTag row, XmlCursor xml) throws MalformedException {
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
