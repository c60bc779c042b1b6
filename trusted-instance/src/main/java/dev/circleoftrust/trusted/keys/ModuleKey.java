package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.util.List;

/**
 * A key pair that a person imported.
 *
 * @param module what it is for
 * @param signer uses the private key
 * @param chain DER of its certificate and the intermediates, leaf first, without the root
 * @param root DER of the authority that ends the chain
 * @param certificate the record of the certificate in {@code sys_certificate}
 */
public record ModuleKey(
    CryptoModule module, Signer signer, List<Bytes> chain, Bytes root, SysId certificate) {
  public ModuleKey {
    chain = List.copyOf(chain);
  }

  @Override
  public String toString() {
    return "ModuleKey[%s %s]".formatted(module.productName(), signer.keyId());
  }
}
