package dev.circleoftrust.production.ecc;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.production.agent.Gate;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of a row the message that leaves. While Code Signing is enforced a row whose code a trusted
 * instance signed is marked as trusted, and any other is listed under System Log &gt; Code Signing
 * and leaves as it is. While it is not, nothing is looked up but the code itself.
 */
final class RowPreparation {
  private final CodeLookup code;
  private final CodeSigningLog log;
  private final Gate gate;
  private final InstantSource clock;

  RowPreparation(CodeLookup code, CodeSigningLog log, Gate gate, InstantSource clock) {
    this.code = code;
    this.log = log;
    this.gate = gate;
    this.clock = clock;
  }

  /**
   * The message for {@code row}.
   *
   * @param enforced the circle, while it enforces Code Signing
   * @param judged what was found of code in this transaction, for the same circle
   * @throws MalformedException if it would be larger than a MID Server reads, or the row is damaged
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  PreparedRow prepare(
      GlideRecord row, Optional<CircleState> enforced, Map<GlideRecord, CodeFinding> judged)
      throws MalformedException {
    EccRecord ecc = eccRecord(row);
    if (enforced.isEmpty()) {
      return prepared(ecc, message(ecc, code.unverified(ecc), List.of()), false);
    }
    return switch (code.judge(ecc, enforced.get(), clock.instant(), judged)) {
      case CodeFinding.NoCode() -> prepared(ecc, new OutboundMessage.Bare(ecc), true);
      case CodeFinding.Trusted(var signed, var envelopes) ->
          prepared(ecc, message(ecc, Optional.of(signed), envelopes), true);
      case CodeFinding.Untrusted(var reason, var detail, var unsigned) -> {
        log.unsigned(ecc, reason, detail);
        yield prepared(ecc, message(ecc, unsigned, List.of()), false);
      }
    };
  }

  private PreparedRow prepared(EccRecord ecc, OutboundMessage message, boolean trusted)
      throws MalformedException {
    String topic = new EccTopics.Output(ecc.agent(), ecc.priority()).topic();
    Bytes key = Bytes.ofUtf8(ecc.sysId().value());
    return new PreparedRow(
        ecc.sysId(), new BatchRecord(topic, partition(ecc), key, message.encode()), trusted);
  }

  /** One partition keeps the order of a MID Server's rows; a cluster shares several. */
  private int partition(EccRecord ecc) {
    return gate.isCluster(ecc.agent()) ? EccTopics.clusterPartition(ecc.sysId()) : 0;
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  private static OutboundMessage message(
      EccRecord ecc, Optional<GlideRecord> code, List<Bytes> envelopes) {
    return code.<OutboundMessage>map(record -> new OutboundMessage.WithCode(ecc, record, envelopes))
        .orElseGet(() -> new OutboundMessage.Bare(ecc));
  }

  /** The row's fields that travel; the instance has more. */
  static EccRecord eccRecord(GlideRecord row) throws MalformedException {
    Map<String, String> fields = new HashMap<>();
    for (EccField field : EccField.values()) {
      fields.put(field.field(), row.value(field.field()));
    }
    return EccRecord.parse(fields);
  }
}
