package dev.circleoftrust.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CanonicalRecordTest {
  private static final SysId ID = new SysId("0f1e2d3c4b5a69788796a5b4c3d2e1f0");

  static List<Arguments> vectors() {
    return OwnVectors.of("record/canonical-v1.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void bytesAreAsTheVectorSays(String description, JsonNode vector) {
    assertThat(outcome(vector)).as(description).isEqualTo(expected(vector));
  }

  @Test
  void fieldsThatAreNotNamedChangeNothing() {
    var record = new GlideRecord(new TableName("t"), ID, Map.of("a", "1"));
    assertThat(CanonicalRecord.encode(record.with("b", "2"), List.of("a")))
        .isEqualTo(CanonicalRecord.encode(record, List.of("a")));
  }

  /**
   * No two different things that could be signed have the same bytes. Names and values are drawn
   * from few characters, among them the bytes of lengths, so that boundaries could well collide.
   */
  @Test
  void noTwoRecordsEncodeAlike() {
    var random = new Random(20_261_121);
    var seen = new HashMap<String, List<String>>();
    int repeats = 0;
    for (int i = 0; i < 20_000; i++) {
      GlideRecord record = someRecord(random);
      List<String> names = someNames(random);
      List<String> meaning = meaning(record, names);
      List<String> before =
          seen.putIfAbsent(CanonicalRecord.encode(record, names).toHex(), meaning);
      if (before != null) {
        assertThat(meaning).isEqualTo(before);
        repeats++;
      }
    }
    // Otherwise the alphabet was so large that nothing was compared.
    assertThat(repeats).isGreaterThan(100);
    assertThat(seen).hasSizeGreaterThan(1_000);
  }

  @Test
  void moreNamesThanARecordHasFieldsAreRefused() {
    var names = new ArrayList<String>();
    for (int i = 0; i <= GlideRecord.MAX_FIELDS; i++) {
      names.add("f" + i);
    }
    var record = new GlideRecord(new TableName("t"), ID, Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanonicalRecord.encode(record, names))
        .withMessageContaining("1001 field names");
  }

  private static GlideRecord someRecord(Random random) {
    var fields = new LinkedHashMap<String, String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.put(someName(random), someText(random, "ab\n\t", 3));
    }
    var table = new TableName(someName(random));
    return new GlideRecord(table, ID, fields);
  }

  private static List<String> someNames(Random random) {
    var names = new LinkedHashSet<String>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      names.add(someName(random));
    }
    return List.copyOf(names);
  }

  private static String someName(Random random) {
    return "a" + someText(random, "ab", 1);
  }

  private static String someText(Random random, String alphabet, int longest) {
    var text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static List<String> meaning(GlideRecord record, List<String> names) {
    var meaning = new ArrayList<>(List.of(record.table().value(), record.sysId().value()));
    for (String name : names) {
      meaning.add(name);
      meaning.add(record.value(name));
    }
    return meaning;
  }

  private static String expected(JsonNode vector) {
    return vector.get("expect").textValue().equals("canonical")
        ? vector.get("canonical").textValue() + " " + vector.get("sha256").textValue()
        : vector.get("expect").textValue();
  }

  private static String outcome(JsonNode vector) {
    try {
      GlideRecord record = record(vector.get("record"));
      List<String> names =
          StreamSupport.stream(vector.get("names").spliterator(), false)
              .map(JsonNode::textValue)
              .toList();
      return CanonicalRecord.encode(record, names).toHex()
          + " "
          + CanonicalRecord.digest(record, names).toHex();
    } catch (MalformedException _) {
      return "malformed";
    } catch (IllegalArgumentException _) {
      return "refused-names";
    }
  }

  private static GlideRecord record(JsonNode json) throws MalformedException {
    var fields = new LinkedHashMap<String, String>();
    json.get("fields").properties().forEach(f -> fields.put(f.getKey(), f.getValue().textValue()));
    return GlideRecord.parse(
        TableName.parse(json.get("table").textValue()),
        SysId.parse(json.get("sys_id").textValue()),
        fields);
  }
}
