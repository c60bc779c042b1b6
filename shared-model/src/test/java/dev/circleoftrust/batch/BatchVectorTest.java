package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.Sha256;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every vector: the file says whether the record is proven, and else why not. */
final class BatchVectorTest {
  static List<Arguments> vectors() {
    return OwnVectors.of("batch/verify.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void verdictIsAsExpected(String description, JsonNode vector) throws Exception {
    String expected = vector.get("expect").textValue();
    try {
      Proven proven = prove(vector);
      assertThat("proven").isEqualTo(expected);
      assertThat(proven.stream()).isEqualTo(hex(vector, "stream"));
      assertThat(proven.sequence()).isEqualTo(vector.get("sequence").longValue());
      assertThat(proven.batchSize()).isEqualTo(vector.get("batchSize").intValue());
      assertThat(proven.signedAt().toEpochMilli()).isEqualTo(vector.get("signedAt").longValue());
      assertThat(proven.notAfter().toEpochMilli()).isEqualTo(vector.get("notAfter").longValue());
    } catch (NotProvenException e) {
      assertThat(name(e.problem())).as(e.detail()).isEqualTo(expected);
    }
  }

  static List<Arguments> sharedProofs() {
    return OwnVectors.of("batch/shared.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sharedProofs")
  void recordsAreCompletedAsExpected(String description, JsonNode vector) throws Exception {
    var proofs = new SharedProofs();
    for (JsonNode record : vector.get("records")) {
      var headers = new HashMap<String, List<Bytes>>();
      for (Map.Entry<String, JsonNode> header : record.get("headers").properties()) {
        headers.put(header.getKey(), List.of(Bytes.fromHex(header.getValue().textValue())));
      }
      JsonNode expected = record.get("expect");
      Optional<LentProof> found = proofs.read(name -> headers.getOrDefault(name, List.of()));
      assertThat(found.isPresent()).as("%s", headers).isEqualTo(!expected.isNull());
      if (found.isPresent()) {
        assertThat(found.get().statement()).isEqualTo(hex(expected, BatchStatement.HEADER));
        assertThat(found.get().proof()).isEqualTo(hex(expected, BatchProof.HEADER));
      }
    }
  }

  @Test
  void everyProblemHasAVector() {
    var expected = new HashSet<String>();
    for (Arguments vector : vectors()) {
      if (vector.get()[1] instanceof JsonNode node) {
        expected.add(node.get("expect").textValue());
      }
    }
    assertThat(expected)
        .containsAll(Stream.of(BatchProblem.values()).map(BatchVectorTest::name).toList())
        .contains("proven");
  }

  static BatchRecord batchRecord(JsonNode record) throws MalformedException {
    return new BatchRecord(
        record.get("topic").textValue(),
        record.get("partition").intValue(),
        record.get("key").isNull() ? null : hex(record, "key"),
        hex(record, "value"));
  }

  private static Proven prove(JsonNode vector) throws NotProvenException, MalformedException {
    Map<Digest, VerificationKey> keys = new HashMap<>();
    for (JsonNode spki : vector.get("notarizationKeys")) {
      VerificationKey key = VerificationKey.fromSpki(Bytes.fromHex(spki.textValue()));
      keys.put(key.keyId(), key);
    }
    Digest circle = Digest.fromHex(vector.get("circle").textValue());
    return VerifiedBatch.verify(
            hex(vector, "statement"), circle, id -> Optional.ofNullable(keys.get(id)))
        .prover(new Sha256())
        .prove(hex(vector, "proof"), batchRecord(vector.get("record")));
  }

  private static String name(BatchProblem problem) {
    return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Bytes hex(JsonNode node, String field) throws MalformedException {
    return Bytes.fromHex(node.get(field).textValue());
  }
}
