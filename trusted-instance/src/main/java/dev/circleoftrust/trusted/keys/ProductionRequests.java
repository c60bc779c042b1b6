package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Optional;

/**
 * The certificate request of production that a person brought last, kept until the circle is
 * established with its key. Safe for any number of threads.
 */
public final class ProductionRequests {
  /** The SQL table in which it is kept. */
  public static final Schema SCHEMA =
      new Schema(
          "production-request",
          List.of(
              """
              CREATE TABLE production_request (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                name TEXT NOT NULL,
                spki BLOB NOT NULL)
              """));

  private final Database database;

  /** The request in {@code database}, which was opened with {@link #SCHEMA}. */
  public ProductionRequests(Database database) {
    this.database = database;
  }

  /**
   * Takes a request in place of an earlier one.
   *
   * @return the fingerprint that the person compares with the one that production shows
   */
  public String add(String name, String pem) throws ActionRefusedException {
    ProductionRequest request = parse(name, pem);
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO production_request (one, name, spki) VALUES (1, ?, ?)"
                + " ON CONFLICT (one) DO UPDATE SET name = excluded.name, spki = excluded.spki",
            request.name().value(),
            request.key().spki().toByteArray()));
    return request.fingerprint();
  }

  /** The request, if a person brought one. */
  public Optional<ProductionRequest> current() {
    return database.read(handle ->
        handle
            .select("SELECT name, spki FROM production_request")
            .map((row, _) -> read(row.getString("name"), row.getBytes("spki")))
            .findOne());
  }

  private static ProductionRequest parse(String name, String pem) throws ActionRefusedException {
    try {
      return ProductionRequest.parse(new IssuerName(name), pem);
    } catch (IllegalArgumentException e) {
      throw ActionRefusedException.unfit(
          "production-name-invalid", "name production as it names itself: " + e.getMessage());
    } catch (MalformedException e) {
      throw ActionRefusedException.unfit(
          "production-request-invalid",
          e.fact()
              + ": take the request anew from production (GET"
              + " /api/circle/notarization-request)");
    }
  }

  private static ProductionRequest read(String name, byte[] spki) {
    try {
      return new ProductionRequest(
          new IssuerName(name), VerificationKey.fromSpki(Bytes.copyOf(spki)));
    } catch (MalformedException | IllegalArgumentException e) {
      throw new StoreException("the production request in the store is damaged", e);
    }
  }
}
