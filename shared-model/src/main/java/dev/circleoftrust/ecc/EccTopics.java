package dev.circleoftrust.ecc;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;

/**
 * The Kafka topics of a circle.
 *
 * <pre>
 * cot.update-sets                       trusted -> production
 * cot.circle                            the circle log
 * cot.checkpoints                       trusted -> all
 * cot.ecc.output.AGENT.PRIORITY         production -> one MID Server or cluster
 * cot.ecc.input.AGENT                   that MID Server or cluster -> production
 * cot.ecc.quarantine                    refused records, as they came
 * </pre>
 *
 * <p>Not to be confused with the field {@code topic} of the ECC queue, which names a probe.
 */
public final class EccTopics {
  public static final String UPDATE_SETS = "cot.update-sets";
  public static final String CIRCLE = "cot.circle";
  public static final String CHECKPOINTS = "cot.checkpoints";
  public static final String QUARANTINE = "cot.ecc.quarantine";

  /**
   * Partitions of a topic of outputs for a cluster, which its members share. A MID Server's own
   * topics have one, and so has every topic of inputs.
   */
  public static final int CLUSTER_PARTITIONS = 6;

  private static final String OUTPUT = "cot.ecc.output.";
  private static final String INPUT = "cot.ecc.input.";

  private EccTopics() {}

  /** The partition of a cluster's topic in which a row travels, and travels again. */
  public static int clusterPartition(SysId row) {
    return Digest.of(Bytes.ofUtf8(row.value())).value().at(0) % CLUSTER_PARTITIONS;
  }

  /**
   * Where the rows of one priority for one agent travel.
   *
   * @param agent whom they are for
   * @param priority how urgent they are
   */
  public record Output(AgentName agent, Priority priority) {
    /** The Kafka topic's name. */
    public String topic() {
      return OUTPUT + agent.value() + "." + priority.word();
    }

    /** Reads a Kafka topic's name. */
    public static Output parse(String topic) throws MalformedException {
      int dot = topic.lastIndexOf('.');
      if (!topic.startsWith(OUTPUT) || dot < OUTPUT.length()) {
        throw new MalformedException("not the topic of an agent's ECC outputs");
      }
      return new Output(
          AgentName.parse(topic.substring(OUTPUT.length(), dot)),
          Priority.parseWord(topic.substring(dot + 1)));
    }
  }

  /**
   * Where the answers of one agent travel.
   *
   * @param agent who answers
   */
  public record Input(AgentName agent) {
    /** The Kafka topic's name. */
    public String topic() {
      return INPUT + agent.value();
    }

    /** Reads a Kafka topic's name. */
    public static Input parse(String topic) throws MalformedException {
      if (!topic.startsWith(INPUT)) {
        throw new MalformedException("not the topic of an agent's ECC inputs");
      }
      return new Input(AgentName.parse(topic.substring(INPUT.length())));
    }
  }
}
