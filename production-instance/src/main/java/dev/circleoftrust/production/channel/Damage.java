package dev.circleoftrust.production.channel;

import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;

/** What a run does to rows on purpose, after they were signed. */
final class Damage {
  private static final Digest NOBODY = Digest.of(Bytes.ofUtf8("a key that nobody trusts"));

  private Damage() {}

  /** A value of which one bit is not as it was signed. */
  static byte[] altered(byte[] value) {
    byte[] altered = value.clone();
    altered[altered.length / 2] ^= 1;
    return altered;
  }

  /** The statement of a batch by a key that nobody trusts, otherwise as it was. */
  static byte[] ofUnknownKey(Bytes statement) {
    try {
      BatchStatement.Signed signed = BatchStatement.parse(statement);
      BatchStatement known = signed.statement();
      var unknown =
          new BatchStatement(
              known.circle(),
              NOBODY,
              known.stream(),
              known.root(),
              known.size(),
              known.signedAt(),
              known.notAfter());
      return new BatchStatement.Signed(unknown, unknown.encode(), signed.signature())
          .encode()
          .toByteArray();
    } catch (MalformedException e) {
      throw new IllegalStateException("a statement that was made here is one", e);
    }
  }
}
