package dev.circleoftrust.trusted.api;

import static dev.circleoftrust.runtime.http.Route.Method.POST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.keys.CryptoModule;
import dev.circleoftrust.trusted.keys.DemonstrationKeys;
import dev.circleoftrust.trusted.keys.KeyImport;
import dev.circleoftrust.trusted.keys.ProductionRequests;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** How keys come in: imported, made for a demonstration, or brought from production. */
public final class KeyActions {
  private static final int MAX_ROOTS = 8;

  private final KeyImport keyImport;
  private final ProductionRequests requests;
  private final Demonstration demonstration;

  /**
   * With what demonstration keys are made.
   *
   * @param issuer this instance's name
   * @param folder where the key stores are put
   */
  public record Demonstration(
      IssuerName issuer, PrivateFolder folder, SecureRandom random, InstantSource clock) {}

  /** The actions. */
  public KeyActions(KeyImport keyImport, ProductionRequests requests, Demonstration demonstration) {
    this.keyImport = keyImport;
    this.requests = requests;
    this.demonstration = demonstration;
  }

  /** Their routes. */
  public List<Route> routes() {
    return List.of(
        Route.action(POST, "/api/circle/demonstration-keys", Answers.of(this::demonstrate)),
        Route.action(POST, "/api/circle/keys/{module}", Answers.of(this::importKey)),
        Route.action(POST, "/api/circle/production-request", Answers.of(this::production)));
  }

  private Answer importKey(Request request) throws ActionRefusedException, MalformedException {
    CryptoModule module =
        CryptoModule.named(request.path("module"))
            .orElseThrow(() ->
                ActionRefusedException.missing(
                    "the cryptographic modules are cm_code_attest and cm_code_signing"));
    ObjectNode json = request.json();
    JsonFields fields = JsonFields.of(json);
    var pkcs12 = fields.base64("pkcs12");
    char[] password = fields.text("password").toCharArray();
    List<String> roots = json.has("roots") ? fields.texts("roots", MAX_ROOTS) : List.of();
    fields.end();
    return Answer.result(
        Answers.json(keyImport.add(module, pkcs12, password, roots, request.user())));
  }

  private Answer demonstrate(Request request) throws ActionRefusedException, MalformedException {
    JsonFields.of(request.json()).end();
    var authority =
        DemonstrationKeys.make(
            demonstration.issuer().value(),
            demonstration.random(),
            demonstration.clock().instant());
    ObjectNode result = StrictJson.object();
    for (CryptoModule module : CryptoModule.values()) {
      DemonstrationKeys.Store store = authority.store(module, demonstration.folder());
      GlideRecord certificate =
          keyImport.add(
              module, store.pkcs12(), store.password().toCharArray(), List.of(), request.user());
      result.set(module.productName(), Answers.json(certificate));
    }
    return Answer.result(result);
  }

  private Answer production(Request request) throws ActionRefusedException, MalformedException {
    JsonFields fields = JsonFields.of(request.json());
    String name = fields.text("name");
    String fingerprint = requests.add(name, fields.text("request"));
    fields.end();
    return Answer.result(StrictJson.object().put("name", name).put("fingerprint", fingerprint));
  }
}
