package dev.circleoftrust.benchmarks.measure;

import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Topics;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** A topic for one measurement, which is deleted with it. */
public final class MeasuredTopic implements AutoCloseable {
  private final Admin admin;
  private final String name;
  private final int partitions;

  private MeasuredTopic(Admin admin, String name, int partitions) {
    this.admin = admin;
    this.name = name;
    this.partitions = partitions;
  }

  public static MeasuredTopic make(Workload workload, String what) {
    KafkaClients clients = workload.clients();
    String name = "cot.measured.%s.%s".formatted(what, UUID.randomUUID());
    var topic = new NewTopic(name, Optional.of(workload.partitions()), Optional.empty());
    Topics.ensure(clients, List.of(topic));
    return new MeasuredTopic(clients.admin("measured-topic"), name, workload.partitions());
  }

  public String name() {
    return name;
  }

  public List<TopicPartition> partitions() {
    return IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(name, i)).toList();
  }

  /** How many bytes its logs hold, counted once however often they are replicated. */
  public long bytes() {
    List<Integer> brokers = answer(admin.describeCluster().nodes()).stream().map(Node::id).toList();
    var logs = answer(admin.describeLogDirs(brokers).allDescriptions());
    return partitions().stream()
        .mapToLong(partition ->
            logs.values().stream()
                .flatMap(folders -> folders.values().stream())
                .mapToLong(folder -> size(folder, partition))
                .max()
                .orElse(0))
        .sum();
  }

  private static long size(LogDirDescription folder, TopicPartition partition) {
    ReplicaInfo replica = folder.replicaInfos().get(partition);
    return replica == null ? 0 : replica.size();
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(KafkaClients.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the cluster does not answer about its topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while asking about topics", e);
    }
  }

  @Override
  public void close() {
    try (admin) {
      answer(admin.deleteTopics(List.of(name)).all());
    }
  }
}
