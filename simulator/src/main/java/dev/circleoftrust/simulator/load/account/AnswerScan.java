package dev.circleoftrust.simulator.load.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.wire.MalformedException;
import java.util.Arrays;

/**
 * Reads an ECC input without parsing it whole: whoever measures a MID Server must work less than it
 * does.
 *
 * <pre>{"ecc":{"FIELD":"TEXT",...,"payload":"TEXT"}}</pre>
 *
 * <p>The fields come in one order with the payload last, which is not looked into. Any other form
 * is an error and never skipped: a result that is not understood would look like a lost record. For
 * one thread.
 */
public final class AnswerScan {
  private static final byte[] BEGIN = "{\"ecc\":{".getBytes(UTF_8);
  private static final byte[] PAYLOAD = "payload".getBytes(UTF_8);
  private static final byte[] TOPIC = "topic".getBytes(UTF_8);
  private static final byte[] NAME = "name".getBytes(UTF_8);
  private static final byte[] SOURCE = "source".getBytes(UTF_8);
  private static final byte[] STATE = "state".getBytes(UTF_8);
  private static final byte[] RESPONSE_TO = "response_to".getBytes(UTF_8);
  private static final byte[] ERROR = "error".getBytes(UTF_8);

  private byte[] json = new byte[0];
  private int at;

  /** Where a text begins and ends; nowhere while both are 0. */
  private static final class Span {
    private int from;
    private int to;

    private boolean isEmpty() {
      return from == to;
    }
  }

  private final Span topic = new Span();
  private final Span name = new Span();
  private final Span source = new Span();
  private final Span state = new Span();
  private final Span responseTo = new Span();

  /**
   * What {@code value} says.
   *
   * @throws MalformedException if it is not written as every MID Server of this project writes
   */
  public Answer read(byte[] value) throws MalformedException {
    json = value;
    at = 0;
    for (Span span : new Span[] {topic, name, source, state, responseTo}) {
      span.from = 0;
      span.to = 0;
    }
    expect(BEGIN);
    fields();
    if (is(topic, QueueProcessing.TOPIC.getBytes(UTF_8))) {
      return new Answer.Unasked(QueueProcessing.TOPIC);
    }
    boolean failed = is(state, ERROR);
    if (responseTo.isEmpty()) {
      return failed
          ? new Answer.RefusedAt(text(source), text(name))
          : new Answer.Unasked(text(topic));
    }
    LoadRow row = LoadRow.parse(text(responseTo));
    return failed ? new Answer.Refused(row, text(name)) : new Answer.Result(row);
  }

  private void fields() throws MalformedException {
    while (true) {
      expect('"');
      int from = at;
      skipText();
      int to = at - 1;
      expect(':');
      expect('"');
      if (matches(PAYLOAD, from, to)) {
        end();
        return;
      }
      value(from, to);
      if (peek() == '}') {
        end();
        return;
      }
      expect(',');
    }
  }

  private void value(int nameFrom, int nameTo) throws MalformedException {
    Span wanted = span(nameFrom, nameTo);
    wanted.from = at;
    skipText();
    wanted.to = at - 1;
  }

  private Span span(int from, int to) {
    if (matches(TOPIC, from, to)) {
      return topic;
    }
    if (matches(NAME, from, to)) {
      return name;
    }
    if (matches(SOURCE, from, to)) {
      return source;
    }
    if (matches(STATE, from, to)) {
      return state;
    }
    return matches(RESPONSE_TO, from, to) ? responseTo : new Span();
  }

  /** The record must be whole, whatever stands between. */
  private void end() throws MalformedException {
    if (json.length < 2 || json[json.length - 1] != '}' || json[json.length - 2] != '}') {
      throw new MalformedException("an ECC input that does not end");
    }
  }

  /** To behind the quotation mark that ends the text. */
  private void skipText() throws MalformedException {
    while (at < json.length) {
      byte b = json[at++];
      if (b == '"') {
        return;
      }
      if (b == '\\') {
        at++;
      }
    }
    throw new MalformedException("an ECC input that ends within a text");
  }

  private byte peek() throws MalformedException {
    if (at >= json.length) {
      throw new MalformedException("an ECC input that ends too early");
    }
    return json[at];
  }

  private void expect(char wanted) throws MalformedException {
    if (peek() != wanted) {
      throw new MalformedException("an ECC input in another form at byte " + at);
    }
    at++;
  }

  private void expect(byte[] wanted) throws MalformedException {
    if (json.length < wanted.length || !matches(wanted, 0, wanted.length)) {
      throw new MalformedException("not an ECC input");
    }
    at = wanted.length;
  }

  private boolean matches(byte[] wanted, int from, int to) {
    return Arrays.equals(json, from, to, wanted, 0, wanted.length);
  }

  private boolean is(Span span, byte[] wanted) {
    return matches(wanted, span.from, span.to);
  }

  private String text(Span span) {
    return new String(json, span.from, span.to - span.from, UTF_8);
  }
}
