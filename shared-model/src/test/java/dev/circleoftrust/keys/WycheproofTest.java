package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.circleoftrust.PublicVectors;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Project Wycheproof: each signature verifies or does not, and nothing throws. */
final class WycheproofTest {
  @Test
  void ed25519() throws Exception {
    assertThat(verify("ed25519_test.json")).isEqualTo(151);
  }

  /** What the suite calls acceptable, a missing NULL in the padding, is refused too. */
  @Test
  void rsaSignatures() throws Exception {
    assertThat(verify("rsa_signature_4096_sha512_test.json")).isEqualTo(259);
  }

  @Test
  void keysOnP256AreRefused() throws Exception {
    int keys = 0;
    for (JsonNode group : groups("ecdsa_secp256r1_sha256_test.json")) {
      Bytes spki = hex(group, "publicKeyDer");
      assertThatThrownBy(() -> VerificationKey.fromSpki(spki))
          .isInstanceOf(MalformedException.class)
          .hasMessage("a key that is neither RSA nor Ed25519");
      keys++;
    }
    assertThat(keys).isEqualTo(113);
  }

  private static int verify(String file) throws IOException, MalformedException {
    int tests = 0;
    var softly = new SoftAssertions();
    for (JsonNode group : groups(file)) {
      VerificationKey key = VerificationKey.fromSpki(hex(group, "publicKeyDer"));
      for (JsonNode test : group.get("tests")) {
        boolean valid = test.get("result").textValue().equals("valid");
        softly
            .assertThat(key.verify(hex(test, "msg"), hex(test, "sig")))
            .as("%s, case %s: %s", file, test.get("tcId"), test.get("comment"))
            .isEqualTo(valid);
        tests++;
      }
    }
    softly.assertAll();
    return tests;
  }

  private static JsonNode groups(String file) throws IOException {
    String json = Files.readString(PublicVectors.path("wycheproof").resolve(file));
    return new ObjectMapper().readTree(json).get("testGroups");
  }

  private static Bytes hex(JsonNode node, String field) throws MalformedException {
    return Bytes.fromHex(node.get(field).textValue());
  }
}
