package dev.circleoftrust.benchmarks.baseline;

import dev.circleoftrust.benchmarks.measure.Baseline;
import dev.circleoftrust.benchmarks.measure.SignatureForm;
import dev.circleoftrust.benchmarks.measure.SigningProducer;
import dev.circleoftrust.benchmarks.measure.VerifyingConsumer;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.benchmarks.wireform.BatchForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything that Code Signing is compared with, by name. */
public final class Baselines {
  private Baselines() {}

  /** Their names, in the order in which they are listed. */
  public static Set<String> names() {
    return all().keySet();
  }

  /** The one with this name. */
  public static Optional<Baseline> named(String name) {
    return Optional.ofNullable(all().get(name));
  }

  /** Each makes its keys when it measures. */
  private static Map<String, Baseline> all() {
    var all = new LinkedHashMap<String, Baseline>();
    addKafka(all);
    consumer(all, "judge", BatchForm::shared);
    producer(all, "batch-producer", BatchForm::shared);
    consumer(all, "es256-consumer-default", jws(Es256Provider::ofPlatform));
    consumer(all, "es256-consumer-bouncycastle", jws(Es256Provider::bouncyCastle));
    consumer(all, "es256-consumer-fastest", jws(Es256Provider::fastestToVerify));
    producer(all, "es256-producer", _ -> JwsForm.by(Es256Provider.ofPlatform()));
    producer(all, "es256-producer-fastest", _ -> JwsForm.by(Es256Provider.fastestToSign()));
    producer(all, "rsa2048-producer", _ -> new RsaForm());
    consumer(all, "rsa2048-consumer", _ -> new RsaForm());
    return all;
  }

  private static void addKafka(Map<String, Baseline> all) {
    all.put(
        "kafka-producer",
        new KafkaProducerTool(
            "kafka-producer", Payloads::equalPayload, "ProducerPerformance, the same payload"));
    all.put(
        "kafka-producer-equal-bytes",
        new KafkaProducerTool(
            "kafka-producer-equal-bytes",
            Payloads::equalBytes,
            "ProducerPerformance, a payload as large as a signed record with its headers"));
    all.put(KafkaConsumerTool.NAME, new KafkaConsumerTool());
  }

  private static Function<Workload, SignatureForm> jws(Supplier<Es256Provider> verifying) {
    return _ -> JwsForm.verifiedBy(verifying.get());
  }

  private static void producer(
      Map<String, Baseline> all, String name, Function<Workload, SignatureForm> form) {
    all.put(
        name,
        (workload, progress) ->
            new SigningProducer(name, form.apply(workload)).measure(workload, progress));
  }

  private static void consumer(
      Map<String, Baseline> all, String name, Function<Workload, SignatureForm> form) {
    all.put(
        name,
        (workload, progress) ->
            new VerifyingConsumer(name, form.apply(workload)).measure(workload, progress));
  }
}
