package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which private key is for what, and the certificates that came with it. Safe for any number of
 * threads.
 */
public final class KeyCabinet {
  /** The SQL tables in which it is kept. */
  public static final Schema SCHEMA =
      new Schema(
          "module-keys",
          List.of(
              """
              CREATE TABLE module_key (
                ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
                key_id TEXT NOT NULL UNIQUE,
                module TEXT NOT NULL,
                certificate TEXT NOT NULL UNIQUE,
                chain TEXT NOT NULL,
                root TEXT NOT NULL);
              CREATE TABLE checkpoint_key (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                key_id TEXT NOT NULL)
              """));

  private final Database database;
  private final PrivateKeys privateKeys;

  /** The cabinet in {@code database}, which was opened with {@link #SCHEMA}. */
  public KeyCabinet(Database database, PrivateKeys privateKeys) {
    this.database = database;
    this.privateKeys = privateKeys;
  }

  /** The checkpoint key, made where there is none: it needs no person and no certificate. */
  public Signer checkpointKey() {
    Optional<Digest> known =
        database.read(handle ->
            handle
                .select("SELECT key_id FROM checkpoint_key")
                .mapTo(String.class)
                .map(KeyCabinet::digest)
                .findOne());
    return known.isPresent() ? open(known.get()) : makeCheckpointKey();
  }

  /** Every imported key, the oldest first. */
  List<ModuleKey> keys() {
    return database.read(handle ->
        handle
            .select("SELECT * FROM module_key ORDER BY ordinal")
            .mapToMap(String.class)
            .map(this::moduleKey)
            .list());
  }

  /** Adds a key whose private part is kept already. */
  void add(ModuleKey key) {
    var chain = new ArrayList<String>();
    key.chain().forEach(certificate -> chain.add(certificate.toBase64()));
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO module_key (key_id, module, certificate, chain, root)"
                + " VALUES (?, ?, ?, ?, ?)",
            key.signer().keyId().toHex(),
            key.module().productName(),
            key.certificate().value(),
            String.join(" ", chain),
            key.root().toBase64()));
  }

  private Signer makeCheckpointKey() {
    try {
      Signer made = privateKeys.keep(PrivateKeys.generate());
      database.inTransaction(handle ->
          handle.execute(
              "INSERT INTO checkpoint_key (one, key_id) VALUES (1, ?)", made.keyId().toHex()));
      return made;
    } catch (MalformedException e) {
      throw new IllegalStateException("a key that was just made signs here", e);
    }
  }

  private Signer open(Digest id) {
    return privateKeys
        .find(id)
        .orElseThrow(
            () -> new StoreException("the private key %s is gone from the folder".formatted(id)));
  }

  private ModuleKey moduleKey(Map<String, String> row) {
    try {
      var chain = new ArrayList<Bytes>();
      for (String certificate : text(row, "chain").split(" ", -1)) {
        chain.add(Bytes.fromBase64(certificate));
      }
      return new ModuleKey(
          CryptoModule.named(text(row, "module")).orElseThrow(),
          open(digest(text(row, "key_id"))),
          chain,
          Bytes.fromBase64(text(row, "root")),
          SysId.parse(text(row, "certificate")));
    } catch (MalformedException e) {
      throw new StoreException("the keys in the store are damaged: " + e.fact(), e);
    }
  }

  private static String text(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  private static Digest digest(String hex) {
    try {
      return Digest.fromHex(hex);
    } catch (MalformedException e) {
      throw new StoreException("the keys in the store are damaged: " + e.fact(), e);
    }
  }
}
