package dev.circleoftrust.ecc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads a message, by whichever parser, reads the same or refuses it. */
class TwoReadersTest {
  private static final int[] CHARACTERS = {
    'a', '"', '\\', '/', '\n', '\t', '\r', '<', '&', 0x7f, 0x80, 0xe9, 0x7ff, 0x800, 0x20ac, 0xd7ff,
    0xe000, 0xfffd, 0x10000, 0x1f600, 0x10ffff
  };

  /** Pieces of JSON that mean more than other bytes. */
  private static final String[] PIECES = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\t",
    "\\u0041",
    "\\u0000",
    "\\ud83d",
    "\\ude00",
    "\\ud83d\\ude00",
    "\\n",
    "\\b",
    "\\f",
    "\\/",
    "\\x",
    "\\u00e",
    "\\uFFFE",
    "null",
    "true",
    "1",
    "{}",
    "[]",
    "\"\"",
    "\"ecc\":{},",
    "\"state\":\"ready\",",
    "\"x\":\"\",",
    "/**/",
    "\f",
    "\b",
    "\u00e9",
    "\ufeff",
    "\ufffe",
    "\ud83d\ude00"
  };

  static List<Arguments> vectors() {
    return OwnVectors.of("ecc/outbound-message.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void agreeOnEveryVector(String description, JsonNode vector) {
    assertAgreed(Bytes.ofUtf8(vector.get("message").textValue()));
  }

  @Test
  void agreeOnWhatIsWritten() throws MalformedException {
    var random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      OutboundMessage message = message(random);
      Bytes written = message.encode();
      assertThat(written).isEqualTo(TreeMessages.encode(message));
      assertThat(OutboundMessage.parse(written)).isEqualTo(message);
      assertThat(TreeMessages.parse(written)).isEqualTo(message);
    }
  }

  @Test
  void agreeOnEverySpelling() {
    var random = new Random(2);
    int accepted = 0;
    for (int i = 0; i < 5_000; i++) {
      accepted += assertAgreed(Bytes.ofUtf8(spelledAnew(written(random), random)));
    }
    assertThat(accepted).isGreaterThan(4_000);
  }

  @Test
  void agreeOnWhatIsBroken() {
    var random = new Random(3);
    int accepted = 0;
    for (int i = 0; i < 60_000; i++) {
      Bytes json = Bytes.ofUtf8(written(random));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        json = broken(json, random);
      }
      accepted += assertAgreed(json);
    }
    assertThat(accepted).isBetween(1_000, 50_000);
  }

  /** Each byte that is no ASCII, in all forms that a lenient decoder would take. */
  @Test
  void agreeOnBytesThatAreNoUtf8() {
    byte[][] forms = {
      {(byte) 0xc0, (byte) 0xaf},
      {(byte) 0xc1, (byte) 0xbf},
      {(byte) 0xe0, (byte) 0x80, (byte) 0xaf},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xed, (byte) 0xbf, (byte) 0xbf},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xf8, (byte) 0x88, (byte) 0x80},
      {(byte) 0x80},
      {(byte) 0xff},
      {(byte) 0xfe},
      {(byte) 0xe2, (byte) 0x82},
      {(byte) 0xf0}
    };
    Bytes row = Bytes.ofUtf8(written(new Random(4)));
    for (byte[] form : forms) {
      for (int at = 0; at <= row.size(); at++) {
        Bytes spoiled =
            Bytes.concat(row.slice(0, at), Bytes.copyOf(form), row.slice(at, row.size()));
        assertThat(assertAgreed(spoiled)).isZero();
      }
    }
  }

  private static int assertAgreed(Bytes json) {
    @Nullable OutboundMessage one = one(json);
    @Nullable OutboundMessage other = other(json);
    assertThat(one).as(() -> new String(json.toByteArray(), ISO_8859_1)).isEqualTo(other);
    return one == null ? 0 : 1;
  }

  private static @Nullable OutboundMessage one(Bytes json) {
    try {
      return OutboundMessage.parse(json);
    } catch (MalformedException e) {
      assertThat(e).hasNoCause();
      return null;
    }
  }

  private static @Nullable OutboundMessage other(Bytes json) {
    try {
      return TreeMessages.parse(json);
    } catch (MalformedException _) {
      return null;
    }
  }

  private static String written(Random random) {
    try {
      return message(random).encode().toUtf8();
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private static OutboundMessage message(Random random) {
    EccRecord row =
        EccRecord.output(sysId(random), new AgentName("mid-1"), "JDBCProbe", Priority.STANDARD);
    for (EccField field : List.of(EccField.NAME, EccField.SOURCE, EccField.PAYLOAD)) {
      row = random.nextInt(3) == 0 ? row : row.with(field, text(random));
    }
    if (random.nextBoolean()) {
      row = row.with(EccField.SYS_CREATED_ON, "2026-11-21 08:00:00");
    }
    if (random.nextBoolean()) {
      return new OutboundMessage.Bare(row);
    }
    var fields = new LinkedHashMap<String, String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.put("field_" + i, text(random));
    }
    var signatures = new ArrayList<Bytes>();
    for (int i = random.nextInt(3); i > 0; i--) {
      signatures.add(Bytes.ofUtf8(text(random)));
    }
    var code = new GlideRecord(new TableName("sys_data_source"), sysId(random), fields);
    return new OutboundMessage.WithCode(row, code, signatures);
  }

  private static SysId sysId(Random random) {
    return new SysId("%016x%016x".formatted(random.nextLong(), random.nextLong()));
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.appendCodePoint(
          random.nextInt(4) > 0
              ? 'a' + random.nextInt(26)
              : CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  /** The same document: white space between its parts, letters and digits as escapes. */
  private static String spelledAnew(String json, Random random) {
    var out = new StringBuilder();
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '\\') {
        out.append(c).append(json.charAt(++i));
      } else if (inText && c != '"' && random.nextInt(10) == 0) {
        String form = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
        out.append(form.formatted((int) c));
        if (Character.isHighSurrogate(c)) {
          out.append(form.formatted((int) json.charAt(++i)));
        }
      } else if (Character.isHighSurrogate(c)) {
        out.append(c).append(json.charAt(++i));
      } else {
        inText = (c == '"') != inText;
        out.append(c);
        if (!inText && random.nextInt(6) == 0) {
          out.append(" \n\r\t".charAt(random.nextInt(4)));
        }
      }
    }
    return out.toString();
  }

  private static Bytes broken(Bytes all, Random random) {
    int at = random.nextInt(all.size() + 1);
    int to = Math.min(all.size(), at + random.nextInt(6));
    Bytes piece = Bytes.ofUtf8(PIECES[random.nextInt(PIECES.length)]);
    return switch (random.nextInt(5)) {
      case 0 -> Bytes.concat(all.slice(0, at), piece, all.slice(at, all.size()));
      case 1 -> Bytes.concat(all.slice(0, at), all.slice(to, all.size()));
      case 2 -> Bytes.concat(all.slice(0, to), all.slice(at, all.size()));
      case 3 -> Bytes.concat(all.slice(0, at), piece, all.slice(to, all.size()));
      default -> {
        byte[] flipped = all.toByteArray();
        if (flipped.length > 0) {
          flipped[Math.min(at, flipped.length - 1)] ^= (byte) (1 << random.nextInt(8));
        }
        yield Bytes.copyOf(flipped);
      }
    };
  }
}
