package dev.circleoftrust.ecc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EccPayloadTest {
  static List<Arguments> vectors() {
    return OwnVectors.of("ecc/payload.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isReadAsTheVectorSays(String description, JsonNode vector) throws MalformedException {
    String payload = vector.get("payload").textValue();
    if (vector.get("expect").textValue().equals("malformed")) {
      assertThatExceptionOfType(MalformedException.class)
          .as(description)
          .isThrownBy(() -> EccPayload.parse(payload));
      return;
    }
    EccPayload read = EccPayload.parse(payload);
    assertThat(read.parameters()).isEqualTo(parameters(vector));
    assertThat(EccPayload.parse(read.encode())).isEqualTo(read);
    if (vector.has("encoded")) {
      assertThat(read.encode()).isEqualTo(vector.get("encoded").textValue());
    }
  }

  @Test
  void aRepeatedNameIsVisible() {
    var payload =
        new EccPayload(
            List.of(new Parameter("a", "1"), new Parameter("b", "2"), new Parameter("a", "3")));
    assertThat(payload.values("a")).containsExactly("1", "3");
    assertThat(payload.values("c")).isEmpty();
    assertThat(payload.repeatedNames()).containsExactly("a");
  }

  @Test
  void aValueHasABound() throws MalformedException {
    String longest = "x".repeat(Parameter.MAX_VALUE_LENGTH);
    var payload = new EccPayload(List.of(new Parameter("a", longest)));
    assertThat(EccPayload.parse(payload.encode())).isEqualTo(payload);
    assertThatIllegalArgumentException().isThrownBy(() -> new Parameter("a", longest + "x"));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> EccPayload.parse(payload.encode().replace("\"/>", "x\"/>")))
        .withMessageContaining("an attribute of more than 1048576 characters");
  }

  @Test
  void moreThanAThousandParametersAreRefused() {
    var thousand = new ArrayList<>(Collections.nCopies(1_000, new Parameter("a", "")));
    assertThat(new EccPayload(thousand).parameters()).hasSize(1_000);
    thousand.add(new Parameter("a", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new EccPayload(thousand));
  }

  @Test
  void aRefusalDoesNotQuote() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() ->
            EccPayload.parse("<parameters>\n<parameter name=\"SEC RET\" value=\"\"/></parameters>"))
        .withMessage("a parameter that is out of bounds or has no plain name at line 2, column 37");
  }

  private static List<Parameter> parameters(JsonNode vector) {
    var parameters = new ArrayList<Parameter>();
    for (JsonNode parameter : vector.get("parameters")) {
      parameters.add(
          new Parameter(parameter.get("name").textValue(), parameter.get("value").textValue()));
    }
    return parameters;
  }
}
