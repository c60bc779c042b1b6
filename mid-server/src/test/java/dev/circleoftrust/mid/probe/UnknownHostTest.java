package dev.circleoftrust.mid.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnknownHostTest {
  @Test
  void isFoundBehindWhatDriversAndClientsThrow() {
    var cause = new UnknownHostException("db.example");
    assertThat(UnknownHost.of(new SQLException("the attempt failed", cause)).orElseThrow())
        .startsWith("UnknownHostException: ");
    assertThat(UnknownHost.of(new ConnectException("refused"))).isEmpty();
  }

  @Test
  void isWhatTheHttpClientMeetsWhereANameCannotExist() throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://nowhere.invalid/")).build();
    try (var client = HttpClient.newHttpClient()) {
      var _ =
          client
              .sendAsync(request, HttpResponse.BodyHandlers.discarding())
              .get(30, TimeUnit.SECONDS);
      throw new AssertionError("a name that cannot exist was found");
    } catch (ExecutionException e) {
      assertThat(UnknownHost.of(e)).isPresent();
    }
  }
}
