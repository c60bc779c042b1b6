package dev.circleoftrust.simulator.circle;

import dev.circleoftrust.simulator.client.CircleReport;
import dev.circleoftrust.simulator.client.Patience;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Reply;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.client.TrustedInstance;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What two administrators do so that there is a circle, each step on its own. {@link #ATTEST} comes
 * first.
 *
 * @param trusted where the keys are
 * @param production the instance that will trust them
 */
public record Establishment(TrustedInstance trusted, ProductionInstance production) {
  /** The key that founds the circle. */
  public static final String ATTEST = "cm_code_attest";

  /** The key that signs code. */
  public static final String SIGNING = "cm_code_signing";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * An update set as a file that a person carries.
   *
   * @param name what it is called
   * @param xml what is in it
   */
  public record Carried(String name, Bytes xml) {}

  /** All steps in their order, for nobody to watch. */
  public String establish() throws RefusedException {
    var _ = carryRequest();
    var _ = trusted.demonstrationKeys().required();
    for (String module : List.of(ATTEST, SIGNING)) {
      Carried file = exportCertificate(module);
      var _ = production.retrieve(file.xml());
      var _ = install(module).required();
      var _ = awaitTrusted(module);
    }
    return trusted.circle().circle();
  }

  /**
   * Carries production's certificate request to the trusted instance.
   *
   * @return the fingerprint that both show
   * @throws RefusedException with the reason {@code fingerprints-differ} if they do not agree
   */
  public String carryRequest() throws RefusedException {
    var request = production.notarizationRequest().required().result();
    String shown = request.path("fingerprint").asText();
    Reply taken =
        trusted
            .productionRequest(request.path("name").asText(), request.path("request").asText())
            .required();
    String seen = taken.result().path("fingerprint").asText();
    return Differing.require(shown, seen);
  }

  /** Export certificate to production, and Export to XML. */
  public Carried exportCertificate(String module) throws RefusedException {
    Reply export = trusted.exportCertificate(trusted.certificate(module).sysId()).required();
    String set = TrustedInstance.updateSets(export).getFirst();
    return new Carried(export.result().path("name").asText(), trusted.xml(set));
  }

  /** Install Trusted Code Signing cert, after comparing the fingerprints on both instances. */
  public Reply install(String module) throws RefusedException {
    Row there = trusted.certificate(module);
    Row here = production.instance().tables().one("sys_certificate", "crypto_module=" + module);
    String fingerprint = Differing.require(there.value("fingerprint"), here.value("fingerprint"));
    return production.install(here.sysId(), fingerprint);
  }

  /** Waits until the trusted instance and production have the key in the settled log. */
  public CircleReport awaitTrusted(String module) throws RefusedException {
    String key = trusted.certificate(module).value("key");
    String what = "the key of %s in the settled circle log".formatted(module);
    var _ =
        Patience.until(
            what, PATIENCE, () -> Optional.of(production.circle()).filter(r -> has(r, key)));
    return Patience.until(
        what, PATIENCE, () -> Optional.of(trusted.circle()).filter(r -> has(r, key)));
  }

  private static boolean has(CircleReport report, String key) {
    for (var known : report.json().path("keys")) {
      if (known.path("keyId").asText().equals(key)) {
        return report.settled();
      }
    }
    return false;
  }
}
