package dev.circleoftrust.simulator.attack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/** Attacks by whoever runs the broker, or may write to its topics. */
public final class BrokerAttacks {
  private BrokerAttacks() {}

  /** Somebody writes a record straight into a MID Server's topic. */
  public static Attack straightToTopic() {
    return new Attack(
        "straight-to-topic",
        "a record with SQL is written straight into the topic",
        "unsigned",
        target -> {
          EccRecord row =
              target.forged(
                  target.dataSource().ownSqlPayload("DELETE FROM payroll"), Priority.STANDARD);
          int mark = target.mark();
          String topic = topic(target.mid());
          String id = row.sysId().value();
          String place =
              target
                  .broker()
                  .write(
                      topic, Bytes.ofUtf8(id), encoded(new OutboundMessage.Bare(row)), List.of());
          return CodeAttacks.effect(target, target.await(mark, id, target.mid(), place)).about(id);
        });
  }

  /** A good record is copied to the MID Server that it is not for. */
  public static Attack copiedToOtherMid() {
    return new Attack(
        "copied",
        "a good record is copied to the other MID Server",
        "batch-proof-invalid",
        target -> {
          Seen good = goodRecord(target);
          String other = target.otherMid();
          return again(target, good, other, forAgent(good, other));
        });
  }

  /** A good record is sent once more. */
  public static Attack replayed() {
    return new Attack(
        "replayed",
        "a good record is sent a second time",
        "replayed",
        target -> {
          Seen good = goodRecord(target);
          return again(target, good, target.mid(), valueOf(good));
        });
  }

  private static Outcome again(Target target, Seen good, String agent, Bytes value)
      throws RefusedException {
    int mark = target.mark();
    String row = Fates.rowOf(good.value());
    String place = target.broker().write(topic(agent), good.key(), value, good.headers());
    Fate fate = target.await(mark, row, agent, place);
    return fate.ran()
        ? Outcome.happened("ran on " + agent, "on basis " + fate.word())
        : Outcome.refused(fate.word(), fate.detail());
  }

  /** Sends a good row and finds the record that it became. */
  private static Seen goodRecord(Target target) throws RefusedException {
    int mark = target.mark();
    String row = target.insert(target.dataSource().payload());
    var _ = target.await(mark, row, target.mid(), "");
    return target.broker().read(topic(target.mid())).stream()
        .filter(record -> Fates.rowOf(record.value()).equals(row))
        .findFirst()
        .orElseThrow(
            () -> new RefusedException("row %s is not in its topic".formatted(row), "not-seen"));
  }

  /** The same message with another agent in it, as an attacker has to write it. */
  private static Bytes forAgent(Seen good, String agent) {
    try {
      ObjectNode message = StrictJson.parse(valueOf(good), OutboundMessage.MAX_SIZE);
      if (message.get("ecc") instanceof ObjectNode row) {
        row.put("agent", new AgentName(agent).field());
      }
      return StrictJson.encode(message);
    } catch (MalformedException e) {
      throw new IllegalStateException("production sent what is no message", e);
    }
  }

  private static Bytes valueOf(Seen record) {
    Bytes value = record.value();
    if (value == null) {
      throw new IllegalStateException("production sent a record without a value");
    }
    return value;
  }

  private static Bytes encoded(OutboundMessage message) {
    try {
      return message.encode();
    } catch (MalformedException e) {
      throw new IllegalStateException("a message that was just made is one", e);
    }
  }

  private static String topic(String agent) {
    return new EccTopics.Output(new AgentName(agent), Priority.STANDARD).topic();
  }
}
