package dev.circleoftrust.trusted.keys;

import static dev.circleoftrust.trusted.testing.TestAuthority.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.testing.TestAuthority;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a key store is refused has its own reason, and names what to do. */
class KeyImportTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private PrivateFolder folder;
  private Database database;
  private KeyImport keyImport;
  private ModuleKeys keys;
  private TestAuthority authority;
  private KeyPair pair;

  @BeforeEach
  void open(@TempDir Path temporary) throws Exception {
    folder = PrivateFolder.open(temporary.resolve("trusted"));
    database =
        Database.open(folder.privateFile("instance.db"), TableStore.SCHEMA, KeyCabinet.SCHEMA);
    var clock = InstantSource.fixed(NOW);
    var privateKeys = new PrivateKeys(folder);
    var cabinet = new KeyCabinet(database, privateKeys);
    var store = new TableStore(database, clock, new SecureRandom());
    keyImport = new KeyImport(cabinet, privateKeys, store, clock);
    keys = new ModuleKeys(cabinet);
    authority = TestAuthority.named("root", NOW);
    pair = TestAuthority.ed25519();
  }

  @AfterEach
  void close() {
    database.close();
    folder.close();
  }

  @Test
  void aGoodKeyIsKeptWithItsChainAndRoot() throws Exception {
    var record = add(authority.store(authority.leaf(pair)));
    assertThat(record.value("type")).isEqualTo("Trust Store Cert");
    assertThat(record.value("short_description")).isEqualTo("code_signing_key");
    ModuleKey key = keys.ofCertificate(record.sysId()).orElseThrow();
    assertThat(key.root()).isEqualTo(authority.root());
    assertThat(key.chain()).hasSize(1);
    Bytes message = Bytes.ofUtf8("message");
    assertThat(key.signer().verificationKey().verify(message, key.signer().sign(message))).isTrue();
  }

  @Test
  void aRootMayBeGivenBesideTheStore() throws Exception {
    X509Certificate leaf = authority.issue(authority.leaf(pair));
    Bytes store = TestAuthority.pkcs12(pair.getPrivate(), leaf);
    assertThat(reason(store)).isEqualTo("keystore-root-missing");
    String pem =
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(authority.root().toBase64());
    var record =
        keyImport.add(
            CryptoModule.CODE_ATTEST, store, PASSWORD.toCharArray(), List.of(pem), "admin");
    assertThat(keys.ofCertificate(record.sysId())).isPresent();
  }

  @Test
  void ofSeveralRootsOnlyTheOneThatIsNeededIsKept() throws Exception {
    TestAuthority other = TestAuthority.named("other", NOW);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    X509Certificate leaf = authority.issue(authority.leaf(pair));
    store.setKeyEntry(
        "key", pair.getPrivate(), PASSWORD.toCharArray(), new X509Certificate[] {leaf});
    store.setCertificateEntry("other", other.rootCertificate());
    store.setCertificateEntry("root", authority.rootCertificate());
    var record = add(TestAuthority.encoded(store));
    assertThat(keys.ofCertificate(record.sysId()).orElseThrow().root()).isEqualTo(authority.root());
  }

  @Test
  void aWrongPasswordIsToldFromAFileThatIsNoStore() throws Exception {
    Bytes store = authority.store(authority.leaf(pair));
    assertThat(refusal(store, "wrong").reason()).isEqualTo("keystore-wrong-password");
    assertThat(reason(Bytes.ofUtf8("no store"))).isEqualTo("keystore-malformed");
  }

  @Test
  void aStoreWithoutAKeyOrWithSeveralIsRefused() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", authority.rootCertificate());
    assertThat(reason(TestAuthority.encoded(store))).isEqualTo("keystore-no-private-key");
    for (String alias : List.of("one", "two")) {
      KeyPair each = TestAuthority.ed25519();
      var chain = new X509Certificate[] {authority.issue(authority.leaf(each))};
      store.setKeyEntry(alias, each.getPrivate(), PASSWORD.toCharArray(), chain);
    }
    assertThat(reason(TestAuthority.encoded(store))).isEqualTo("keystore-several-private-keys");
  }

  @Test
  void aKeyThatIsNotItsCertificatesIsRefused() throws Exception {
    X509Certificate leaf = authority.issue(authority.leaf(pair));
    var other = TestAuthority.ed25519().getPrivate();
    assertThat(reason(TestAuthority.pkcs12(other, leaf, authority.rootCertificate())))
        .isEqualTo("keystore-key-mismatched");
  }

  @Test
  void aSelfSignedCertificateIsRefused() throws Exception {
    var root = authority.rootCertificate();
    assertThat(reason(TestAuthority.pkcs12(pair.getPrivate(), root)))
        .isEqualTo("certificate-self-signed");
  }

  @Test
  void aCertificateOutOfItsTimeIsRefused() throws Exception {
    var leaf = authority.leaf(pair);
    assertThat(reason(authority.store(leaf.from(NOW.minus(Duration.ofDays(90))))))
        .isEqualTo("certificate-expired");
    assertThat(reason(authority.store(leaf.from(NOW.plus(Duration.ofHours(1))))))
        .isEqualTo("certificate-not-yet-valid");
  }

  @Test
  void aCertificateForAnotherUseIsRefusedAndTheRemedyIsACommand() throws Exception {
    var leaf = authority.leaf(pair);
    ActionRefusedException missing = refusal(authority.store(leaf.withUsages()), PASSWORD);
    assertThat(missing.reason()).isEqualTo("certificate-code-signing-missing");
    assertThat(missing).hasMessageContaining("openssl x509 -req");
    assertThat(missing).hasMessageContaining("extendedKeyUsage=codeSigning");
    assertThat(reason(authority.store(leaf.withUsages(KeyPurposeId.id_kp_serverAuth))))
        .isEqualTo("certificate-code-signing-missing");
    assertThat(reason(authority.store(leaf.withUsages(KeyPurposeId.anyExtendedKeyUsage))))
        .isEqualTo("certificate-any-usage");
    assertThat(reason(authority.store(leaf.withKeyUsage(KeyUsage.keyEncipherment))))
        .isEqualTo("certificate-digital-signature-missing");
    assertThat(reason(authority.store(leaf.asAuthority())))
        .isEqualTo("certificate-leaf-is-authority");
  }

  @Test
  void aWeakKeyIsRefused() throws Exception {
    var weak = authority.leaf(TestAuthority.rsa(2048));
    assertThat(reason(authority.store(weak))).isEqualTo("certificate-key-refused");
  }

  @Test
  void aKeyHasOnePurpose() throws Exception {
    Bytes store = authority.store(authority.leaf(pair));
    var _ = add(store);
    assertThat(reason(store)).isEqualTo("key-already-imported");
    ActionRefusedException other =
        catchThrowableOfType(
            ActionRefusedException.class,
            () ->
                keyImport.add(
                    CryptoModule.CODE_SIGNING, store, PASSWORD.toCharArray(), List.of(), "admin"));
    assertThat(other).hasMessageContaining("a key has one purpose");
  }

  private GlideRecord add(Bytes store) throws Exception {
    return keyImport.add(
        CryptoModule.CODE_ATTEST, store, PASSWORD.toCharArray(), List.of(), "admin");
  }

  private String reason(Bytes store) {
    return refusal(store, PASSWORD).reason();
  }

  private ActionRefusedException refusal(Bytes store, String password) {
    return catchThrowableOfType(
        ActionRefusedException.class,
        () ->
            keyImport.add(
                CryptoModule.CODE_ATTEST, store, password.toCharArray(), List.of(), "admin"));
  }
}
