package dev.circleoftrust.mid.rest;

import dev.circleoftrust.code.RestMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultText;
import dev.circleoftrust.judgement.BoundParameter;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.boot.Credentials;
import dev.circleoftrust.mid.probe.Probe;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.mid.probe.TargetRefusedException;
import dev.circleoftrust.mid.probe.UnknownHost;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Sends the request of a REST message and tells what came back, whatever its status. Everything
 * that decides where it goes comes from the record with the code; a row's values fill the places
 * that it declares. No redirect is followed, no cookie kept, and certificates are checked as the
 * JDK does.
 */
public final class RestProbe implements Probe {
  /** How many bytes of a body a result has. */
  static final int MAX_BODY = 256 << 10;

  private static final int MAX_HEADERS = 32 << 10;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final RestTargets targets;
  private final Duration patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /**
   * A probe with this host's credentials.
   *
   * @param patience how long a whole exchange may take
   */
  public RestProbe(Credentials credentials, Duration patience) {
    this.targets = new RestTargets(credentials);
    this.patience = patience;
  }

  @Override
  public ProbeResult run(MayRun record) {
    GlideRecord code = record.work().code();
    if (code == null) {
      return new ProbeResult.Failed("the record names no REST message");
    }
    try {
      return exchange(request(code, record.work().parameters()));
    } catch (MalformedException e) {
      return new ProbeResult.Failed("the REST message: " + e.fact());
    } catch (TargetRefusedException e) {
      return new ProbeResult.Failed(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop
      return new ProbeResult.Failed("the MID Server stopped before the answer came");
    }
  }

  private HttpRequest request(GlideRecord code, List<BoundParameter> parameters)
      throws MalformedException, TargetRefusedException {
    Map<String, String> values =
        parameters.stream()
            .collect(
                Collectors.toMap(
                    parameter -> parameter.declaration().name(), BoundParameter::value));
    RestMessage.Request request = RestMessage.of(code).fill(values);
    URI uri = URI.create(request.url());
    if (uri.getHost() == null) {
      throw new TargetRefusedException("the REST message's endpoint has no host that can be asked");
    }
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .method(
                request.method(),
                request.content().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.content()));
    if (!request.content().isEmpty()) {
      builder.setHeader("Content-Type", "application/json");
    }
    request.headers().forEach(builder::setHeader);
    targets
        .authorization(code.value("credential_alias"), uri)
        .ifPresent(value -> builder.setHeader("Authorization", value));
    return builder.build();
  }

  private ProbeResult exchange(HttpRequest request) throws InterruptedException {
    CompletableFuture<HttpResponse<BodyStart.Body>> answer =
        client.sendAsync(request, _ -> new BodyStart(MAX_BODY));
    try {
      return finished(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return new ProbeResult.Failed(
          "no whole answer within %d seconds; the request may have taken effect"
              .formatted(patience.toSeconds()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new ProbeResult.Failed(
          UnknownHost.of(cause)
              .orElse(
                  "no answer (%s: %s); the request may have taken effect if it had been sent"
                      .formatted(cause.getClass().getSimpleName(), cause.getMessage())));
    } finally {
      answer.cancel(true);
    }
  }

  private static ProbeResult finished(HttpResponse<BodyStart.Body> response) {
    var notes = new ArrayList<Parameter>();
    notes.add(new Parameter("http_status_code", Integer.toString(response.statusCode())));
    if (response.body().cut()) {
      notes.add(new Parameter("body_cut_after_bytes", Integer.toString(MAX_BODY)));
    }
    return new ProbeResult.Finished(
        new ResultBody.Texts(
            "", List.of(output(response.body().bytes()), headers(response.headers()))),
        notes);
  }

  private static ResultText output(Bytes body) {
    try {
      String text = body.toUtf8();
      if (XmlText.canCarry(text)) {
        return new ResultText("output", text);
      }
    } catch (MalformedException _) {
      // It is no text, or one that was cut within a character.
    }
    return new ResultText("output_base64", body.toBase64());
  }

  private static ResultText headers(HttpHeaders headers) {
    var lines = new StringBuilder();
    headers
        .map()
        .forEach((name, values) ->
            values.forEach(value -> lines.append(name).append(": ").append(value).append('\n')));
    int end = Math.min(lines.length(), MAX_HEADERS);
    return new ResultText("response_headers", XmlText.replaceUncarried(lines.substring(0, end)));
  }
}
