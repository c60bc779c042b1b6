package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.circle.Establishment;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.wire.Bytes;
import java.util.List;

/** Two administrators establish the circle, while Code Signing is off. */
final class EstablishChapter {
  private final Stage stage;
  private final Establishment steps;
  private final ProductionInstance production;

  EstablishChapter(Stage stage) {
    this.stage = stage;
    this.steps = stage.establishment();
    this.production = stage.circle().production();
  }

  void play() throws RefusedException {
    stage.screen().chapter("Establish the Circle of Trust");
    stage.take(
        Lane.PRODUCTION,
        "A0",
        "Carry production's certificate request (ours)",
        () -> "both show " + shortened(steps.carryRequest()));
    stage.take(
        Step.A1,
        () -> {
          var _ = stage.circle().trusted().demonstrationKeys().required();
          return imported(Establishment.SIGNING);
        });
    stage.take(Step.A2, () -> imported(Establishment.ATTEST));
    for (String module : List.of(Establishment.ATTEST, Establishment.SIGNING)) {
      carry(module);
    }
  }

  private void carry(String module) throws RefusedException {
    stage.screen().say("");
    stage.take(Step.A3, () -> "the certificate of " + module);
    Establishment.Carried file = steps.exportCertificate(module);
    stage.take(Step.A4, () -> "%s, %,d bytes".formatted(file.name(), file.xml().size()));
    Bytes xml = stage.carry(file.name(), file.xml());
    String set = production.importXml(xml).required().result().path("sys_id").asText();
    stage.take(Step.A5, () -> "state " + state(set));
    stage.take(Step.A6, () -> customerUpdates(set));
    stage.take(
        Step.A7,
        () -> {
          var _ = production.preview(set).required();
          var _ = production.commit(set).required();
          return "state " + state(set);
        });
    stage.take(Step.A8, () -> install(module));
  }

  private String imported(String module) throws RefusedException {
    Row certificate = stage.circle().trusted().certificate(module);
    return "%s, %s, type %s"
        .formatted(
            certificate.value("subject"),
            certificate.value("short_description"),
            certificate.value("type"));
  }

  private String state(String set) throws RefusedException {
    return production
        .instance()
        .tables()
        .one("sys_remote_update_set", "sys_id=" + set)
        .value("state");
  }

  private String customerUpdates(String set) throws RefusedException {
    List<Row> updates =
        production.instance().tables().list("sys_update_xml", "remote_update_set=" + set, 10);
    long signatures =
        updates.stream()
            .filter(row -> row.value("table").equals("sn_kmf_record_signature"))
            .count();
    long certificates =
        updates.stream().filter(row -> row.value("table").equals("sys_certificate")).count();
    if (updates.size() != 3 || signatures != 2 || certificates != 1) {
      throw new RefusedException(
          "%d signatures and %d certificates in %d updates, not 2 and 1"
              .formatted(signatures, certificates, updates.size()),
          "updates-differ");
    }
    return "two KMF Signature Records, one X.509 Certificate";
  }

  private String install(String module) throws RefusedException {
    if (stage.isSkipped(Skip.COMPARE)) {
      Row here = production.instance().tables().one("sys_certificate", "crypto_module=" + module);
      var _ = production.install(here.sysId(), "").required();
    } else {
      var _ = steps.install(module).required();
    }
    String head = steps.awaitTrusted(module).settledHead();
    Row friend = production.instance().tables().one("sys_certificate", "crypto_module=" + module);
    if (!friend.value("type").equals("Trusted CodeSigning Cert")) {
      throw new RefusedException("its type is " + friend.value("type"), "not-installed");
    }
    return "fingerprints compared; type %s; circle log settled at %s"
        .formatted(friend.value("type"), shortened(head));
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "...";
  }
}
