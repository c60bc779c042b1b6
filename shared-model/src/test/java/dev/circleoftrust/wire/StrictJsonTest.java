package dev.circleoftrust.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON by which one would crash a reader, or have two readers see different things. */
class StrictJsonTest {
  private static final int MAX = 4096;

  static Stream<String> bombs() {
    return Stream.of(
        "{\"a\":" + "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH) + "}",
        "{\"a\":" + "[".repeat(1000),
        "{\"a\":" + "1".repeat(21) + "}",
        "{\"a\":0." + "1".repeat(21) + "}",
        "{\"" + "n".repeat(101) + "\":1}");
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void aDocumentAboveALimitIsRefusedAndCrashesNobody(String json) {
    assertMalformed(Bytes.ofUtf8(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{} {}",
        "{}x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{/**/}",
        "\uFEFF{}"
      })
  void whatTwoReadersCouldReadDifferentlyIsRefused(String json) {
    assertMalformed(Bytes.ofUtf8(json));
  }

  @Test
  void anythingButUtf8IsRefused() {
    assertMalformed(Bytes.copyOf("{}".getBytes(StandardCharsets.UTF_16LE)));
    assertMalformed(Bytes.copyOf(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'}));
  }

  @Test
  void anOversizeDocumentIsNotEvenRead() {
    assertThatThrownBy(() -> StrictJson.parse(Bytes.ofUtf8("{\"a\":1}"), 6))
        .isInstanceOf(MalformedException.class)
        .hasMessage("7 bytes of JSON, 6 are allowed");
  }

  @Test
  void whatIsAtEveryLimitIsRead() throws Exception {
    int inside = StrictJson.MAX_DEPTH - 1;
    String json =
        "{\"" + "n".repeat(100) + "\":" + "[".repeat(inside) + "]".repeat(inside) + ",\"b\":1}";
    assertThat(StrictJson.parse(Bytes.ofUtf8(json), MAX).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T08:00:00.123456Z",
        "2026-11-21T08:00:00.120000Z",
        "2026-11-21T08:00:00.1Z",
        "2026-11-21T08:00Z",
        "2026-11-21T08:00:00+00:00",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "secret"
      })
  void aTimeHasOneSpellingAndIsNotQuoted(String time) throws Exception {
    var json = StrictJson.parse(Bytes.ofUtf8("{\"at\":\"" + time + "\"}"), MAX);
    assertThatThrownBy(() -> JsonFields.of(json).instant("at"))
        .isInstanceOf(MalformedException.class)
        .hasNoCause()
        .hasMessageNotContaining(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret!", "QQ", "QR==", "QQ==\n", "_-__"})
  void anotherSpellingOfBytesIsRefusedAndNotQuoted(String text) {
    assertThatThrownBy(() -> Bytes.fromBase64(text))
        .isInstanceOf(MalformedException.class)
        .hasNoCause()
        .hasMessageNotContaining(text);
  }

  private static void assertMalformed(Bytes json) {
    assertThatThrownBy(() -> StrictJson.parse(json, MAX))
        .isInstanceOf(MalformedException.class)
        .hasNoCause();
  }
}
