package dev.circleoftrust.mid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultText;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.SignedRows;
import dev.circleoftrust.mid.boot.BootFile;
import dev.circleoftrust.mid.boot.Credentials;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.mid.rest.TestWebServer.Asked;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server, asked from a signed record through the judge, and what a value makes of that. */
class RestProbeTest {
  @TempDir private Path temporary;
  private final SignedRows rows = new SignedRows();
  private TestWebServer server;
  private RestProbe probe;

  @BeforeEach
  void start() throws IOException {
    server = new TestWebServer();
    probe = new RestProbe(credentials(), Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anAnswerIsToldWithItsStatusAndHeaders() {
    ProbeResult.Finished finished = finished(rows.verified(message("get", "/missing?a=1", "")));
    assertThat(finished.notes()).containsExactly(new Parameter("http_status_code", "404"));
    assertThat(texts(finished).getFirst()).isEqualTo(new ResultText("output", "caf\u00e9 <>"));
    assertThat(texts(finished).getLast().name()).isEqualTo("response_headers");
    assertThat(texts(finished).getLast().value()).contains("x-kept: yes\n");
    assertThat(server.asked).containsExactly(new Asked("GET", "/missing?a=1", "null", "null", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b|a%20b",
        "user@evil.example|user%40evil.example",
        "x?admin=1#y|x%3Fadmin%3D1%23y",
        "a&b=c|a%26b%3Dc",
        "${user}|%24%7Buser%7D",
        "+\u00e9|%2B%C3%A9"
      })
  void aValueIsOneSegmentAndOneQueryValue(String value, String encoded) {
    GlideRecord code =
        message(
            "get",
            "/users/${user}/orders?since=${since}&fixed=1",
            "",
            SignedRows.text("user", "\"path\""),
            SignedRows.text("since", "\"query\""));
    var _ =
        finished(rows.verified(code, new Parameter("user", value), new Parameter("since", value)));
    assertThat(server.asked)
        .extracting(Asked::target)
        .containsExactly("/users/%s/orders?since=%s&fixed=1".formatted(encoded, encoded));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../admin",
        "%2e%2e%2fadmin",
        "a%2fb",
        "a\\b",
        "..;x",
        "a\r\nHost: evil",
        ""
      })
  void aValueThatWouldLeaveItsSegmentIsRefused(String value) {
    GlideRecord code = message("get", "/users/${user}", "", SignedRows.text("user", "\"path\""));
    assertThat(rows.refused(code, new Parameter("user", value))).isEqualTo("invalid-parameter");
  }

  @Test
  void aValueCannotAddALineToTheRequest() {
    GlideRecord code = message("get", "/?q=${q}", "", SignedRows.text("q", "\"query\""));
    assertThat(rows.refused(code, new Parameter("q", "1 HTTP/1.1\r\nX: y")))
        .isEqualTo("invalid-parameter");
  }

  @Test
  void aValueIsOneJsonString() {
    GlideRecord code =
        message(
            "post",
            "/notes",
            "{\"note\" : \"${note}\", \"admin\":false}",
            SignedRows.text("note", "\"body\""));
    var _ = finished(rows.verified(code, new Parameter("note", "x\",\"admin\":true,\"y\":\"\\\n")));
    assertThat(server.asked)
        .containsExactly(
            new Asked(
                "POST",
                "/notes",
                "null",
                "application/json",
                "{\"note\" : \"x\\\",\\\"admin\\\":true,\\\"y\\\":\\\"\\\\\\n\", \"admin\":false}"));
  }

  @Test
  void noRedirectIsFollowed() {
    ProbeResult.Finished finished =
        finished(rows.verified(message("get", "/redirect", "").with("credential_alias", "hr")));
    assertThat(finished.notes()).containsExactly(new Parameter("http_status_code", "307"));
    assertThat(server.asked).extracting(Asked::target).containsExactly("/redirect");
  }

  @Test
  void aCredentialGoesOnlyToTheServerThatTheHostNamesForIt() {
    GlideRecord message = message("get", "/", "");
    var _ = finished(rows.verified(message.with("credential_alias", "hr")));
    var _ = finished(rows.verified(message.with("credential_alias", "user")));
    assertThat(server.asked)
        .extracting(Asked::authorization)
        .containsExactly("Bearer abc.def", "Basic cmVhZGVyOnNlY3JldCAx");
    assertThat(failed(rows.verified(message.with("credential_alias", "elsewhere"))))
        .isEqualTo(
            "the credential may not go to %s: add that to its urls in the credentials file of the"
                    .formatted(server.origin())
                + " MID Server's host");
    assertThat(failed(rows.verified(message.with("credential_alias", "nobody"))))
        .startsWith("this MID Server's host has no credential of that alias");
    assertThat(server.asked).hasSize(2);
  }

  @Test
  void aLongAnswerIsCutAndWhatIsNoTextIsBase64() {
    ProbeResult.Finished big = finished(rows.verified(message("get", "/big", "")));
    assertThat(big.notes())
        .contains(new Parameter("body_cut_after_bytes", "" + RestProbe.MAX_BODY));
    assertThat(texts(finished(rows.verified(message("get", "/bytes", "")))).getFirst())
        .isEqualTo(new ResultText("output_base64", "/wA="));
  }

  @Test
  void anAnswerThatNeverEndsIsNotWaitedFor() {
    probe = new RestProbe(credentials(), Duration.ofSeconds(1));
    assertThat(failed(rows.verified(message("get", "/slow", ""))))
        .isEqualTo("no whole answer within 1 seconds; the request may have taken effect");
  }

  @Test
  void aServerThatIsNotThereIsAResult() {
    GlideRecord code = message("get", "/", "");
    server.close();
    assertThat(failed(rows.verified(code))).startsWith("no answer (ConnectException");
  }

  @Test
  void whileCodeSigningIsOffARowsOwnRequestIsSent() {
    MayRun own =
        rows.own(
            CodeType.REST_MESSAGE,
            new Parameter("endpoint", server.origin() + "/own"),
            new Parameter("http_method", "delete"));
    var _ = finished(own);
    assertThat(server.asked).containsExactly(new Asked("DELETE", "/own", "null", "null", ""));
    assertThat(
            failed(
                rows.own(CodeType.REST_MESSAGE, new Parameter("endpoint", "file:///etc/passwd"))))
        .startsWith("the REST message: ");
  }

  private GlideRecord message(String method, String target, String content, String... declared) {
    Map<String, String> fields = new HashMap<>();
    fields.put("function_name", "A function");
    fields.put("http_method", method);
    fields.put("rest_endpoint", server.origin() + target);
    fields.put("content", content);
    return SignedRows.code(CodeType.REST_MESSAGE, fields, declared);
  }

  private Credentials credentials() {
    try (PrivateFolder folder = PrivateFolder.open(temporary.resolve("mid"))) {
      folder.write(
          BootFile.NAME,
          Bytes.ofUtf8(
              """
              mid:
                name: mid-1
                bootstrap: 127.0.0.1:9092
                circle: %s
                credentials: credentials.yaml
              """
                  .formatted("a".repeat(64))));
      folder.write(
          "credentials.yaml",
          Bytes.ofUtf8(
              """
              credentials:
                - alias: hr
                  token: abc.def
                  urls: ["jdbc:sqlite:/x y", "%1$s/"]
                - alias: user
                  user: reader
                  password: secret 1
                  urls: ["%1$s"]
                - alias: elsewhere
                  token: abc.def
                  urls: ["https://127.0.0.1", "http://127.0.0.1:1", "%1$s/path", "http://x@127.0.0.1"]
              """
                  .formatted(server.origin())));
      return Credentials.read(folder, BootFile.read(folder));
    }
  }

  private static List<ResultText> texts(ProbeResult.Finished finished) {
    return ((ResultBody.Texts) finished.body()).texts();
  }

  private ProbeResult.Finished finished(MayRun record) {
    return switch (probe.run(record)) {
      case ProbeResult.Finished finished -> finished;
      case ProbeResult.Failed(var error) -> throw new AssertionError(error);
    };
  }

  private String failed(MayRun record) {
    return switch (probe.run(record)) {
      case ProbeResult.Failed(var error) -> error;
      case ProbeResult.Finished finished -> throw new AssertionError(finished.notes().toString());
    };
  }
}
