package dev.circleoftrust.dsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An envelope has one spelling; any other would be a change that nobody notices. */
class EnvelopeTest {
  private final Envelope envelope =
      new Envelope("type", Bytes.ofUtf8("payload"), List.of(signature("one"), signature("two")));

  @Test
  void itComesBackFromItsOneForm() throws Exception {
    assertThat(Envelope.parse(envelope.encode())).isEqualTo(envelope);
  }

  @Test
  void everyOtherSpellingIsRefused() throws Exception {
    assertRefused(json -> json.replace(":", ": "));
    assertRefused(json -> json + "\n");
    assertRefused(json -> json.replace("\"type\"", "\"\\u0074ype\""));
    assertRefused(json -> json.replace("\"type\"", "\"\\ud800\""));
    assertRefused(json -> json.replace("{\"payload\"", "{\"more\":1,\"payload\""));
    assertRefused(json -> json.replace("cGF5bG9hZA==", "cGF5bG9hZB=="));
    assertRefused(json -> json.replace("cGF5bG9hZA==", "cGF5bG9hZA"));
    assertRefused(
        json -> json.replace(Digest.of(Bytes.ofUtf8("one")).toHex(), "F".repeat(2 * Digest.SIZE)));
    assertRefused(json ->
        "{\"payloadType\":\"type\",\"payload\":\"cGF5bG9hZA==\","
            + json.substring(json.indexOf("\"signatures\"")));
  }

  @Test
  void twoSignaturesByOneKeyAreRefused() throws Exception {
    assertRefused(json ->
        json.replace(
            Digest.of(Bytes.ofUtf8("two")).toHex(), Digest.of(Bytes.ofUtf8("one")).toHex()));
  }

  @Test
  void noneAndSeventeenSignaturesAreRefused() {
    for (int count : new int[] {0, Envelope.MAX_SIGNATURES + 1}) {
      List<Envelope.Signature> signatures =
          IntStream.range(0, count).mapToObj(i -> signature("key " + i)).toList();
      assertThatThrownBy(() -> new Envelope("type", Bytes.empty(), signatures))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertRefused(json -> json.substring(0, json.indexOf('[')) + "[]}");
  }

  @Test
  void typeAndPayloadCannotTradeBytes() {
    assertThat(Pae.encode("a", Bytes.ofUtf8("b c")))
        .isNotEqualTo(Pae.encode("a b", Bytes.ofUtf8("c")));
  }

  private void assertRefused(UnaryOperator<String> change) {
    assertThatThrownBy(
            () -> {
              String json = envelope.encode().toUtf8();
              String changed = change.apply(json);
              assertThat(changed).isNotEqualTo(json);
              Envelope.parse(Bytes.ofUtf8(changed));
            })
        .isInstanceOf(MalformedException.class)
        .hasNoCause();
  }

  private static Envelope.Signature signature(String key) {
    return new Envelope.Signature(
        Digest.of(Bytes.ofUtf8(key)), Bytes.ofUtf8("signature by " + key));
  }
}
