package dev.circleoftrust.production.channel;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.runtime.load.RowMessage;
import dev.circleoftrust.runtime.load.Words;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the rows of a run, cheaply. For one thread. */
final class RowMaker {
  private static final int DIGITS = 32;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final RunOrder order;
  private final List<Lane> lanes;
  private final int priorities = Priority.values().length;

  /** The rows of one agent and priority, which go to the partitions of a topic in turn. */
  static final class Lane {
    private final String topic;
    private final int partitions;
    private final RowMessage message;
    private int next;

    private Lane(String topic, int partitions, RowMessage message) {
      this.topic = topic;
      this.partitions = partitions;
      this.message = message;
    }

    String topic() {
      return topic;
    }

    int partitions() {
      return partitions;
    }

    private BatchRecord row(byte[] sysId, long index) {
      int partition = next;
      next = partition + 1 == partitions ? 0 : partition + 1;
      return new BatchRecord(
          topic, partition, Bytes.owned(sysId), Bytes.owned(message.with(sysId, index)));
    }
  }

  /**
   * @param partitions how many every topic of the run's agents has
   * @throws MalformedException if a row has more bytes than the order says
   */
  RowMaker(RunOrder order, Map<String, Integer> partitions) throws MalformedException {
    this.order = order;
    this.lanes = new ArrayList<>();
    Words words = Words.of(order.spoiling().seed(), order.size());
    for (AgentName agent : order.agents()) {
      for (Priority priority : Priority.values()) {
        String topic = new EccTopics.Output(agent, priority).topic();
        lanes.add(
            new Lane(
                topic,
                partitions.getOrDefault(topic, 1),
                RowMessage.of(agent, priority, order.size(), words)));
      }
    }
  }

  /** The row at {@code index}. */
  BatchRecord row(long index, long due) {
    Priority priority = order.mix().of(order.spoiling().seed(), index);
    return lane(index, priority.code()).row(sysId(order.run(), index, due), index);
  }

  /** Another lane of the agent that gets the row at {@code index} than that of {@code topic}. */
  Lane other(long index, String topic) {
    Lane first = lane(index, 0);
    return first.topic().equals(topic) ? lane(index, 1) : first;
  }

  private Lane lane(long index, int priority) {
    int agent = (int) (index % order.agents().size());
    return lanes.get(agent * priorities + priority);
  }

  /** As {@code LoadRow} writes it, without the texts in between. */
  private static byte[] sysId(long run, long index, long due) {
    byte[] digits = new byte[DIGITS];
    long high = (run << Integer.SIZE) | index;
    long low = due;
    for (int i = DIGITS / 2 - 1; i >= 0; i--) {
      digits[i] = HEX[(int) high & 0xf];
      digits[i + DIGITS / 2] = HEX[(int) low & 0xf];
      high >>>= 4;
      low >>>= 4;
    }
    return digits;
  }
}
