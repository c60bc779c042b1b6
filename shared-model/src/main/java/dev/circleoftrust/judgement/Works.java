package dev.circleoftrust.judgement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what a parsed record asks a MID Server to do. */
final class Works {
  private Works() {}

  /** Makes sure that the row asks for the code that came with it, in a record, and brings none. */
  static void requireReference(CodeType type, OutboundMessage message, EccPayload payload)
      throws Rejection {
    Rejection.require(
        !type.isBroughtBy(message.ecc(), payload),
        RejectionReason.CODE_NOT_SIGNED,
        "the row brings its own code");
    if (!(message instanceof OutboundMessage.WithCode(_, var code, _))) {
      throw new Rejection(RejectionReason.CODE_NOT_SIGNED, "the row names no record with code");
    }
    Rejection.require(
        code.table().value().equals(type.table())
            && payload.values(type.reference()).equals(List.of(code.sysId().value())),
        RejectionReason.CODE_NOT_SIGNED,
        "the row names another record than the one that came with it");
  }

  /** The type of the code that {@code row} asks for. */
  static CodeType codeType(EccRecord row) throws Rejection {
    return CodeType.ofTopic(row.topic())
        .orElseThrow(() ->
            new Rejection(RejectionReason.CODE_NOT_SIGNED, "no signed record holds such code"));
  }

  /** What a record asks for where nobody enforces who signed it. */
  static Work unverified(OutboundMessage message) throws Rejection {
    EccRecord row = message.ecc();
    Optional<CodeType> type = CodeType.ofTopic(row.topic());
    if (type.isEmpty()) {
      return new Work(row, null, List.of());
    }
    EccPayload payload = payload(row);
    if (type.get().isBroughtBy(row, payload)) {
      return new Work(row, ownCode(type.get(), row, payload), List.of());
    }
    if (!(message instanceof OutboundMessage.WithCode(_, var code, _))) {
      throw new Rejection(RejectionReason.MALFORMED, "the row brings no code and names none");
    }
    return new Work(row, code, Parameters.bind(type.get(), code, payload));
  }

  /** No signed record declares what a row without code may have in it, so it has little. */
  static void requireShortPayload(EccRecord row) throws Rejection {
    if (row.payload().length() > Parameters.MAX_UNDECLARED && CodeType.isCodeless(row)) {
      throw new Rejection(
          RejectionReason.MALFORMED,
          "the payload of a row without code has more than %,d characters"
              .formatted(Parameters.MAX_UNDECLARED));
    }
  }

  static EccPayload payload(EccRecord row) throws Rejection {
    try {
      return EccPayload.parse(row.payload());
    } catch (MalformedException e) {
      throw new Rejection(RejectionReason.MALFORMED, "payload: " + e.fact());
    }
  }

  private static GlideRecord ownCode(CodeType type, EccRecord row, EccPayload payload) {
    GlideRecord code = new GlideRecord(new TableName(type.table()), row.sysId(), Map.of());
    if (type == CodeType.COMMAND) {
      code = ownCommand(code, row.value(EccField.NAME));
    }
    for (Parameter parameter : payload.parameters()) {
      String field = CodeType.fieldOf(parameter.name());
      if (type == CodeType.COMMAND && field.equals("name")) {
        code = ownCommand(code, parameter.value());
      } else if (type.fields().contains(field)) {
        code = code.with(field, parameter.value());
      }
    }
    return code;
  }

  /** The product's one line, of which no shell makes anything: words between blanks. */
  private static GlideRecord ownCommand(GlideRecord code, String line) {
    List<String> words = List.of(line.strip().split(" +"));
    var arguments = JsonNodeFactory.instance.arrayNode();
    words.stream().skip(1).forEach(arguments::add);
    return code.with("command", words.getFirst()).with("arguments", arguments.toString());
  }
}
