package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.wire.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictDerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0500", // NULL
        "0101ff", // TRUE
        "010100", // FALSE
        "020100", // 0
        "02020080", // 128
        "0201ff", // -1
        "0202ff7f", // -129
        "030100", // no bits
        "03020780", // one bit
        "06032a8648", // 1.2.840
        "3000", // nothing
        "30050500020100", // NULL and 0
        "a003020102", // [0] 2
        "0400" // no octets
      })
  void derIsAccepted(String hex) {
    assertThatCode(() -> StrictDer.check(TestCircle.hex(hex))).doesNotThrowAnyException();
  }

  @Test
  void longLengthsAreAccepted() {
    assertThatCode(
            () -> {
              StrictDer.check(TestCircle.hex("048180" + "00".repeat(0x80)));
              StrictDer.check(TestCircle.hex("04820100" + "00".repeat(0x100)));
              StrictDer.check(TestCircle.hex("0483010000" + "00".repeat(0x10000)));
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'', a value that ends too early",
    "05, a value that ends too early",
    "0401, a value that ends too early",
    "30030401, a value that ends too early",
    "300304020000, a value that ends too early",
    "3003040200, a value that ends too early",
    "050000, bytes after the value",
    "05000500, bytes after the value",
    "30800000, a value of indefinite length",
    "24800000, a value of indefinite length",
    "24030401ff, a primitive value in parts",
    "2c030c0141, a primitive value in parts",
    "048100, a length that is not the shortest",
    "04810100, a length that is not the shortest",
    "0482008000, a length that is not the shortest",
    "048400000001ff, a length of more than three bytes",
    "04ff, a length of more than three bytes",
    "1f810500, a tag of several bytes",
    "bf810500, a tag of several bytes",
    "0100, a crooked BOOLEAN",
    "010101, a crooked BOOLEAN",
    "0102ffff, a crooked BOOLEAN",
    "0200, an INTEGER that is not the shortest",
    "0202007f, an INTEGER that is not the shortest",
    "0202ff80, an INTEGER that is not the shortest",
    "0a020001, an INTEGER that is not the shortest",
    "0300, a crooked BIT STRING",
    "030101, a crooked BIT STRING",
    "03020881, a crooked BIT STRING",
    "03020781, a crooked BIT STRING",
    "050100, a NULL with a value",
    "0600, a crooked OBJECT IDENTIFIER",
    "06022a80, a crooked OBJECT IDENTIFIER",
    "06038001, a value that ends too early",
    "0602802a, a crooked OBJECT IDENTIFIER",
    "06032a8001, a crooked OBJECT IDENTIFIER",
    "1000, a crooked structure",
    "1100, a crooked structure",
    "0000, a crooked structure"
  })
  void anythingElseIsRefused(String hex, String why) {
    assertThatThrownBy(() -> StrictDer.check(TestCircle.hex(hex)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void deepNestingIsRefusedWithoutRecursingIntoIt() {
    String deepest = "3000";
    for (int depth = 0; depth < 16; depth++) {
      deepest = "30%02x".formatted(deepest.length() / 2) + deepest;
    }
    String accepted = deepest;
    assertThatCode(() -> StrictDer.check(TestCircle.hex(accepted))).doesNotThrowAnyException();
    String deeper = "30%02x".formatted(deepest.length() / 2) + deepest;
    assertThatThrownBy(() -> StrictDer.check(TestCircle.hex(deeper)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("values nested too deeply");
  }
}
