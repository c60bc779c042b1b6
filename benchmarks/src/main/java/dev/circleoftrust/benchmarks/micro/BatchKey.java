package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.wire.Bytes;
import java.time.Instant;

/** What a batch is signed with. */
public enum BatchKey {
  /** Nothing: what is left is leaves, tree and headers. */
  NONE,
  /** Ed25519, the default. */
  ED25519,
  /** RSA of 4,096 bits. */
  RSA_4096;

  private static final int ED25519_SIZE = 64;

  BatchSigner signer(Instant now) {
    return switch (this) {
      case NONE -> unsigned(MeasuredCircle.found(KeyType.ED25519, now).batchSigner());
      case ED25519 -> MeasuredCircle.found(KeyType.ED25519, now).batchSigner();
      case RSA_4096 -> MeasuredCircle.found(KeyType.RSA_4096, now).batchSigner();
    };
  }

  private static BatchSigner unsigned(BatchSigner signer) {
    return new BatchSigner(new None(signer.signer()), signer.circle(), signer.stream());
  }

  /** In place of a signature, zeros. */
  private record None(Signer key) implements Signer {
    private static final Bytes ZEROS = Bytes.owned(new byte[ED25519_SIZE]);

    @Override
    public VerificationKey verificationKey() {
      return key.verificationKey();
    }

    @Override
    public Bytes sign(Bytes message) {
      return ZEROS;
    }
  }
}
