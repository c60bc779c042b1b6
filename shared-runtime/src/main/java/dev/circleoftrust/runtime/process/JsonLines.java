package dev.circleoftrust.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.StrictJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each event as one JSON object on a line of its own.
 *
 * <pre>{"time":..,"level":..,"thread":..,"logger":..,"message":..,"fields":{..},"error":..}</pre>
 *
 * <p>{@code fields} holds the event's key-values and is absent without any; {@code error} is a
 * stack trace and is absent without one.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private final ThrowableProxyConverter stackTrace = new ThrowableProxyConverter();

  @Override
  public void start() {
    stackTrace.setContext(getContext());
    stackTrace.start();
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ObjectNode json = StrictJson.object();
    json.put("time", event.getInstant().toString());
    json.put("level", event.getLevel().toString());
    json.put("thread", event.getThreadName());
    json.put("logger", event.getLoggerName());
    json.put("message", event.getFormattedMessage());
    if (event.getKeyValuePairs() != null && !event.getKeyValuePairs().isEmpty()) {
      ObjectNode fields = json.putObject("fields");
      event.getKeyValuePairs().forEach(pair -> put(fields, pair));
    }
    if (event.getThrowableProxy() != null) {
      json.put("error", stackTrace.convert(event));
    }
    return (json + "\n").getBytes(UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private static void put(ObjectNode fields, KeyValuePair pair) {
    switch ((@Nullable Object) pair.value) {
      case null -> fields.putNull(pair.key);
      case Integer number -> fields.put(pair.key, number);
      case Long number -> fields.put(pair.key, number);
      case Boolean flag -> fields.put(pair.key, flag);
      case Object other -> fields.put(pair.key, other.toString());
    }
  }
}
