package dev.circleoftrust.runtime.process;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a process listens.
 *
 * @param host a name or address of this machine; {@code 0.0.0.0} for all, as containers need
 * @param port 0 to 65535; 0 takes a free one
 */
public record BindAddress(String host, int port) {
  public BindAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("a blank host");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port %d".formatted(port));
    }
  }

  /** Only this machine can connect. */
  public static BindAddress loopback(int port) {
    return new BindAddress("127.0.0.1", port);
  }

  /** Whether only this machine can connect. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
