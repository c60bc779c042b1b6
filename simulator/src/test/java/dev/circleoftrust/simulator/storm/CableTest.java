package dev.circleoftrust.simulator.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CableTest {
  private static final int PATIENCE_MILLIS = 10_000;

  private ServerSocket server;
  private Cable cable;

  /** A server that says back what it is told. */
  @BeforeEach
  void serve() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    cable = Cable.to(server.getLocalPort());
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException _) {
              // Closed at the end of the test.
            }
          }
        });
  }

  @AfterEach
  void end() throws IOException {
    cable.close();
    server.close();
  }

  @Test
  void whatIsSaidPasses() throws Exception {
    try (Socket client = connect()) {
      assertThat(said(client, 7)).isEqualTo(7);
    }
  }

  @Test
  void cutItEndsEveryConnectionAndRestoredItTakesNewOnes() throws Exception {
    try (Socket client = connect()) {
      assertThat(said(client, 1)).isEqualTo(1);
      cable.cut();
      assertThatThrownBy(() -> endOf(client)).isInstanceOf(IOException.class);
      try (Socket late = connect()) {
        assertThatThrownBy(() -> endOf(late)).isInstanceOf(IOException.class);
      }
    }
    cable.restore();
    try (Socket client = connect()) {
      assertThat(said(client, 2)).isEqualTo(2);
    }
  }

  @Test
  void stalledItHoldsWhatIsSaidUntilItIsRestored() throws Exception {
    try (Socket client = connect()) {
      assertThat(said(client, 1)).isEqualTo(1);
      cable.stall();
      client.getOutputStream().write(5);
      client.setSoTimeout(300);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      client.setSoTimeout(PATIENCE_MILLIS);
      cable.restore();
      assertThat(client.getInputStream().read()).isEqualTo(5);
    }
  }

  private Socket connect() throws IOException {
    var client = new Socket(InetAddress.ofLiteral("127.0.0.1"), cable.port());
    client.setSoTimeout(PATIENCE_MILLIS);
    return client;
  }

  private static int said(Socket client, int octet) throws IOException {
    client.getOutputStream().write(octet);
    return client.getInputStream().read();
  }

  /** Throws when the connection was reset or closed by the other end. */
  private static void endOf(Socket client) throws IOException {
    if (client.getInputStream().read() < 0) {
      throw new IOException("closed");
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // Reset, as the test wants it.
    }
  }
}
