package dev.circleoftrust.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.circleoftrust.code.RestMessage.Place;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a signed request a value can be, and what it cannot change. */
class RestMessageTest {
  private static final String USERS =
      "https://api.example.org:8443/v1/users/${user}?since=${since}";

  @Test
  void whatIsFixedGoesOutAsItWasSigned() throws MalformedException {
    RestMessage message =
        RestMessage.of(
            code(
                "post",
                "http://[::1]/a%2Fb//c;d=1?x&y=1/?&z=",
                "{\"Accept\":\"text/plain; q=1\"}",
                "any text, $5 {x}"));
    RestMessage.Request request = message.fill(Map.of());
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.url()).isEqualTo("http://[::1]/a%2Fb//c;d=1?x&y=1/?&z=");
    assertThat(request.headers()).isEqualTo(Map.of("Accept", "text/plain; q=1"));
    assertThat(request.content()).isEqualTo("any text, $5 {x}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain|plain",
        "a b|a%20b",
        "user@host:80|user%40host%3A80",
        "a?b#c&d=e|a%3Fb%23c%26d%3De",
        "\u00e9|%C3%A9",
        "\ud83d\udd12|%F0%9F%94%92",
        "...|...",
        "${user}|%24%7Buser%7D",
        "x'\"<>`|x%27%22%3C%3E%60",
        "+|%2B"
      })
  void aSegmentAndAQueryValueAreEncodedWhole(String value, String encoded)
      throws MalformedException {
    RestMessage message = RestMessage.of(code("get", USERS, "", ""));
    assertThat(message.fill(Map.of("user", value, "since", value)).url())
        .isEqualTo("https://api.example.org:8443/v1/users/%s?since=%s", encoded, encoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "../admin",
        "a/b",
        "/",
        "a\\b",
        "%2f",
        "..%2f",
        "%",
        "..;",
        "a\r\nX: y",
        "a\tb",
        "a\u0085b"
      })
  void whatASegmentCannotBeIsRefused(String value) throws MalformedException {
    assertThat(Place.PATH.takes(value)).isFalse();
    RestMessage message = RestMessage.of(code("get", USERS, "", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> message.fill(Map.of("user", value, "since", "1")));
  }

  @Test
  void aQueryValueMayBeAPathAndNeverALine() throws MalformedException {
    RestMessage message = RestMessage.of(code("get", USERS, "", ""));
    assertThat(message.fill(Map.of("user", "u", "since", "../%2f;x\\")).url())
        .endsWith("?since=..%2F%252f%3Bx%5C");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> message.fill(Map.of("user", "u", "since", "1\r\nHost: evil")));
  }

  @Test
  void aJsonStringCannotEnd() throws MalformedException {
    String content = "{\"n\":1.10, \"list\" : [ \"${note}\" , \"\\\\\" ], \"x\":\"\\u0024{note}\"}";
    RestMessage message = RestMessage.of(code("post", "http://h/", "", content));
    assertThat(message.places()).isEqualTo(Map.of("note", Place.BODY));
    String value = "\",\"admin\":true,\"x\":\"\\\n\u2028";
    assertThat(message.fill(Map.of("note", value)).content())
        .isEqualTo(
            "{\"n\":1.10, \"list\" : [ \"\\\",\\\"admin\\\":true,\\\"x\\\":\\\"\\\\\\n\u2028\" , \"\\\\\" ],"
                + " \"x\":\"\\u0024{note}\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.example.org/x",
        "ftp://h/",
        "HTTP://h/",
        "file:///etc/passwd",
        "http://",
        "http://user@h/",
        "http://user:secret@h/",
        "http://${user}/",
        "${user}://h/",
        "http://h:${user}/",
        "http://h${user}/",
        "http://h:123456/",
        "http://h/#x",
        "http://h/#${user}",
        "http://h/a b",
        "http://h/\u00e9",
        "http://h/%zz",
        "http://h/a${user}",
        "http://h/${user}.json",
        "http://h/${user}${user}",
        "http://h/${User}",
        "http://h/{user}",
        "http://h/?${user}=1",
        "http://h/?${user}",
        "http://h/?a=x${user}",
        "http://h/${user}/${user}",
        "http://h/${user}?a=${user}",
        "http://h\\@evil/",
        "http://h/\n"
      })
  void anEndpointThatCouldBecomeAnotherIsNotRead(String endpoint) {
    assertMalformed(code("get", endpoint, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${note}",
        "[\"${note}\"]",
        "{\"${note}\":1}",
        "{\"${note}\" \n :1}",
        "{\"a\":${note}}",
        "{\"a\":\"x${note}\"}",
        "{\"a\":\"${note}x\"}",
        "{\"a\":\"${Note}\"}",
        "{\"a\":\"\\\"${note}\"}",
        "{\"a\":\"${note}\",\"b\":\"${note}\"}",
        "{\"a\":\"${note}\"} x",
        "{\"a\":\"${note}\",\"a\":1}",
        "<a>${note}</a>"
      })
  void contentInWhichAPlaceIsNoJsonStringIsNotRead(String content) {
    assertMalformed(code("post", "http://h/", "", content));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "x",
        "{\"A\":1}",
        "{\"A\":\"x\\r\\nHost: evil\"}",
        "{\"A\":\"${user}\"}",
        "{\"A b\":\"x\"}",
        "{\"\":\"x\"}",
        "{\"Host\":\"evil\"}",
        "{\"authorization\":\"Bearer x\"}",
        "{\"Transfer-Encoding\":\"chunked\"}",
        "{\"A\":\"x\",\"a\":\"y\"}",
        "{\"A\":\"\u00e9\"}"
      })
  void headersThatNobodyMaySignAreNotRead(String headers) {
    assertMalformed(code("get", "http://h/", headers, ""));
  }

  @Test
  void aMethodIsOneOfSixAndReadingSendsNothing() {
    assertMalformed(code("", "http://h/", "", ""));
    assertMalformed(code("CONNECT", "http://h/", "", ""));
    assertMalformed(code("get\r\n", "http://h/", "", ""));
    assertMalformed(code("get", "http://h/", "", "x"));
    assertMalformed(code("head", "http://h/", "", "x"));
  }

  @Test
  void valuesAreForExactlyThePlaces() throws MalformedException {
    RestMessage message = RestMessage.of(code("get", USERS, "", ""));
    for (Map<String, String> values :
        List.<Map<String, String>>of(
            Map.of(), Map.of("user", "x"), Map.of("user", "x", "since", "1", "more", ""))) {
      assertThatIllegalArgumentException().isThrownBy(() -> message.fill(values));
    }
  }

  private static void assertMalformed(GlideRecord code) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> RestMessage.of(code))
        .withMessageNotContaining("evil");
  }

  private static GlideRecord code(String method, String endpoint, String headers, String content) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("http_method", method);
    fields.put("rest_endpoint", endpoint);
    fields.put("headers", headers);
    fields.put("content", content);
    return new GlideRecord(
        new TableName("sys_rest_message_fn"),
        new SysId("0123456789abcdef0123456789abcdef"),
        fields);
  }
}
