package dev.circleoftrust.production.ecc;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.trust.CircleState;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * With what, and while what holds, rows are notarized.
 *
 * @param key production's own key
 * @param circle the circle as production sees it now; empty until it is established
 * @param clock the time that batches bear
 */
public record Notarization(
    Signer key, Supplier<Optional<CircleState>> circle, InstantSource clock) {}
