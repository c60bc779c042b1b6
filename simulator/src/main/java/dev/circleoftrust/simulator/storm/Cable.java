package dev.circleoftrust.simulator.storm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy on 127.0.0.1 between one process and the broker, which can be cut and can be stalled.
 * Safe for any number of threads.
 */
final class Cable implements AutoCloseable {
  private static final int CHUNK = 16 << 10;
  private static final int CONNECT_MILLIS = 2_000;

  private final ServerSocket entrance;
  private final int broker;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Lock lock = new ReentrantLock();
  private final Condition flowing = lock.newCondition();
  private boolean stalled;
  private volatile boolean cut;

  private Cable(ServerSocket entrance, int broker) {
    this.entrance = entrance;
    this.broker = broker;
  }

  /** A whole cable from any free port to a port where a broker will listen. */
  static Cable to(int broker) {
    try {
      var cable = new Cable(new ServerSocket(0, 50, loopback()), broker);
      Thread.ofVirtual().name("cable-" + broker).start(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port of 127.0.0.1 to connect to. */
  int port() {
    return entrance.getLocalPort();
  }

  /** Resets every connection; until it is restored each new one is reset too. */
  void cut() {
    cut = true;
    sockets.forEach(Cable::reset);
  }

  /** Lets nothing pass until it is restored; connections stand. */
  void stall() {
    lock.lock();
    try {
      stalled = true;
    } finally {
      lock.unlock();
    }
  }

  /** Makes it whole. */
  void restore() {
    cut = false;
    lock.lock();
    try {
      stalled = false;
      flowing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    cut();
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      restore();
      cut = true;
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Thread.ofVirtual().start(() -> join(client));
      } catch (IOException _) {
        // Closed, or a client that went away at once.
      }
    }
  }

  private void join(Socket client) {
    var far = new Socket();
    try {
      sockets.add(client);
      sockets.add(far);
      if (cut) {
        return;
      }
      client.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      far.connect(new InetSocketAddress(loopback(), broker), CONNECT_MILLIS);
      Thread back = Thread.ofVirtual().start(() -> pump(far, client));
      pump(client, far);
      back.join();
    } catch (IOException _) {
      // The broker is down: the client sees a connection that ends.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      reset(client);
      reset(far);
      sockets.remove(client);
      sockets.remove(far);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int size = in.read(chunk); size >= 0 && !cut; size = in.read(chunk)) {
        awaitFlow();
        out.write(chunk, 0, size);
      }
    } catch (IOException _) {
      // Either end is gone: so is the other.
    } finally {
      reset(from);
      reset(to);
    }
  }

  private void awaitFlow() {
    lock.lock();
    try {
      while (stalled) {
        flowing.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Without lingering: the other end gets a reset, as from a host that went away. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // Closed already.
    }
    try {
      socket.close();
    } catch (IOException _) {
      // Nothing more to be done with it.
    }
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }
}
