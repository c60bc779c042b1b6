package dev.circleoftrust.runtime.http;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in that bear the administrator's name and password (basic authentication, RFC
 * 7617), and slows down whoever guesses.
 *
 * <p>A password that was right before is let in even while its address must wait: otherwise anyone
 * on the same machine could keep the administrator out by failing on purpose. A drawn password of
 * 192 bits is not found by guessing. Safe for any number of threads; one password is hashed at a
 * time, so that guessers cannot take all processors.
 */
public final class LoginGate {
  private static final int MAX_CREDENTIALS = 1024;
  private static final String SCHEME = "basic ";

  private final AdministratorAccount account;
  private final LoginThrottle throttle;
  private final ReentrantLock hashing = new ReentrantLock(true);

  private record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }

  /** A gate for this account; {@code clock} tells how long a guesser has waited. */
  public LoginGate(AdministratorAccount account, InstantSource clock) {
    this.account = account;
    this.throttle = new LoginThrottle(clock);
  }

  /**
   * Judges a request.
   *
   * @param authorization the header of that name
   * @param address where the request comes from
   */
  Login login(@Nullable String authorization, String address) {
    if (authorization == null) {
      return new Login.Refused(); // a browser's first try: nothing was guessed
    }
    Optional<Credentials> given = credentials(authorization);
    if (given.isEmpty()) {
      return new Login.Refused();
    }
    Credentials credentials = given.get();
    if (account.wasProven(credentials.user(), credentials.password())) {
      return new Login.Accepted(credentials.user());
    }
    hashing.lock();
    try {
      return judge(credentials, address);
    } finally {
      hashing.unlock();
    }
  }

  private Login judge(Credentials credentials, String address) {
    if (account.wasProven(credentials.user(), credentials.password())) {
      return new Login.Accepted(credentials.user()); // while this request waited for its turn
    }
    Optional<Duration> pause = throttle.pause(address);
    if (pause.isPresent()) {
      return new Login.Throttled(pause.get());
    }
    if (!account.matches(credentials.user(), credentials.password())) {
      throttle.failed(address);
      return new Login.Refused();
    }
    throttle.succeeded(address);
    return new Login.Accepted(credentials.user());
  }

  private static Optional<Credentials> credentials(String authorization) {
    if (authorization.length() > MAX_CREDENTIALS
        || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    try {
      String pair = Bytes.fromBase64(authorization.substring(SCHEME.length()).strip()).toUtf8();
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }
}
