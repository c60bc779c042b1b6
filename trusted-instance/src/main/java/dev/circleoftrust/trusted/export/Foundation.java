package dev.circleoftrust.trusted.export;

import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.keys.ModuleKey;
import dev.circleoftrust.trusted.keys.ModuleKeys;
import dev.circleoftrust.trusted.keys.ProductionRequest;
import dev.circleoftrust.trusted.keys.ProductionRequests;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.security.SecureRandom;
import java.util.List;

/** Makes the first statement of a circle that this instance founds alone. */
public final class Foundation {
  private final ModuleKeys keys;
  private final ProductionRequests requests;
  private final Bytes checkpointKey;
  private final SecureRandom random;

  /**
   * Founds with these.
   *
   * @param checkpointKey the public key (SubjectPublicKeyInfo) with which this instance will
   *     checkpoint
   */
  public Foundation(
      ModuleKeys keys, ProductionRequests requests, Bytes checkpointKey, SecureRandom random) {
    this.keys = keys;
    this.requests = requests;
    this.checkpointKey = checkpointKey;
    this.random = random;
  }

  /**
   * A first statement, not signed yet. It names the roots of every active key, so that the next
   * certificate is under a root that the circle admits.
   *
   * @param key the first circle-of-trust key
   */
  Establish statement(ModuleKey key, Terms terms) throws ActionRefusedException {
    ProductionRequest production = requests.current().orElseThrow(Foundation::noRequest);
    if (production.name().equals(terms.issuer())) {
      throw ActionRefusedException.notNow(
          "names-equal", "this instance and production are both called " + terms.issuer());
    }
    return new Establish(
        nonce(),
        new Establish.Production(production.name(), production.key().spki()),
        keys.roots(key),
        List.of(new Establish.Founder(terms.issuer(), key.chain(), checkpointKey)),
        1,
        1,
        terms.validity());
  }

  private static ActionRefusedException noRequest() {
    return ActionRefusedException.notNow(
        "production-request-missing",
        "bring production's certificate request first (POST /api/circle/production-request): the"
            + " circle names its key");
  }

  private Digest nonce() {
    byte[] drawn = new byte[Digest.SIZE];
    random.nextBytes(drawn);
    return new Digest(Bytes.copyOf(drawn));
  }
}
