package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.wire.Bytes;
import java.util.List;

/**
 * What a key store held, before anything of it was judged.
 *
 * @param pkcs8 the private key (PKCS#8 in DER)
 * @param chain DER of its certificate and the intermediates, leaf first, without the root
 * @param roots DER of the authorities that may end the chain
 */
record ImportedKey(Bytes pkcs8, List<Bytes> chain, List<Bytes> roots) {
  ImportedKey {
    chain = List.copyOf(chain);
    roots = List.copyOf(roots);
    if (chain.isEmpty() || roots.isEmpty()) {
      throw new IllegalArgumentException("a key has a certificate, and the chain a root");
    }
  }

  @Override
  public String toString() {
    return "ImportedKey[" + chain.size() + " certificates]";
  }
}
