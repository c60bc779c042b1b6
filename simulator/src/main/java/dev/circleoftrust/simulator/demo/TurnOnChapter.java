package dev.circleoftrust.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.simulator.client.CircleReport;
import dev.circleoftrust.simulator.client.Patience;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Reply;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.client.Tables;
import dev.circleoftrust.simulator.client.TrustedInstance;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The product's eighteen steps of turning Code Signing on. */
final class TurnOnChapter {
  static final String JOB = "Turn on Code Signing Property";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Stage stage;
  private final TrustedInstance trusted;
  private final ProductionInstance production;

  TurnOnChapter(Stage stage) {
    this.stage = stage;
    this.trusted = stage.circle().trusted();
    this.production = stage.circle().production();
  }

  void play() throws RefusedException {
    stage.screen().chapter("Turn on Code Signing");
    Bytes xml = stage.carry("turn-on", export());
    String job = retrieve(xml);
    execute(job);
    inspect();
  }

  private Bytes export() throws RefusedException {
    Tables tables = trusted.instance().tables();
    stage.take(Step.S1, () -> "");
    stage.take(
        Step.S2,
        () -> String.join(", ", names(tables.list("sysauto_script", "nameSTARTSWITHTurn", 10))));
    Row job = trusted.job(JOB);
    stage.take(Step.S3, () -> "sys_id " + job.sysId());
    Reply[] export = new Reply[1];
    stage.take(
        Step.S4,
        () -> {
          export[0] = trusted.exportJob(job.sysId()).required();
          return "signed with cm_code_attest; expires "
              + export[0].result().path("expires").asText();
        });
    String set = TrustedInstance.updateSets(export[0]).getFirst();
    stage.take(
        Step.S5,
        () -> {
          Row row = tables.one("sys_update_set", "sys_id=" + set);
          return "%s, %s".formatted(row.value("name"), row.value("state"));
        });
    Bytes xml = trusted.xml(set);
    stage.take(Step.S6, () -> "%,d bytes".formatted(xml.size()));
    return xml;
  }

  private String retrieve(Bytes xml) throws RefusedException {
    stage.take(Step.S7, () -> "as admin, by HTTP, at " + production.instance().address());
    stage.take(Step.S8, () -> "");
    String[] set = new String[1];
    stage.take(
        Step.S9,
        () -> {
          Row row = Row.of(production.importXml(xml).required().result());
          set[0] = row.sysId();
          return "%s, state %s".formatted(row.value("name"), row.value("state"));
        });
    stage.take(
        Step.S10,
        () -> {
          var _ = production.preview(set[0]).required();
          return "state " + Row.of(production.commit(set[0]).required().result()).value("state");
        });
    stage.take(Step.S11, () -> "");
    Row job = production.job(JOB);
    stage.take(Step.S12, () -> "sys_id " + job.sysId());
    return job.sysId();
  }

  private void execute(String job) throws RefusedException {
    if (!stage.isSkipped(Skip.PREREQUISITE_CHECK)) {
      stage.take(Step.S13, () -> checked(production.prerequisiteCheck(job).required().result()));
    }
    stage.take(
        Step.S14,
        () -> {
          var _ = production.execute(job).required();
          awaitMids(stage, true);
          return "every MID Server has verified it for itself, and enforces";
        });
  }

  /** What the prerequisite check found; every line of it must hold. */
  static String checked(JsonNode report) throws RefusedException {
    int checks = 0;
    for (JsonNode check : report.path("checks")) {
      checks++;
      if (!check.path("passed").asBoolean()) {
        throw new RefusedException(
            "%s: %s".formatted(check.path("name").asText(), check.path("detail").asText()),
            check.path("reason").asText());
      }
    }
    return "%d checks, all passed".formatted(checks);
  }

  /** Waits until every MID Server enforces, or none does. */
  static void awaitMids(Stage stage, boolean enforcing) throws RefusedException {
    for (String mid : stage.circle().mids()) {
      var _ =
          Patience.until(
              mid + (enforcing ? " enforcing" : " no longer enforcing"),
              PATIENCE,
              () ->
                  Optional.of(CircleReport.of(stage.circle().mid(mid).get("/health")))
                      .filter(report -> report.enforcing() == enforcing));
    }
  }

  private void inspect() throws RefusedException {
    Tables tables = production.instance().tables();
    stage.take(
        Step.S15,
        () ->
            required(tables.list("sn_kmf_record_signature", "purpose=Circle of Trust", 100)).size()
                + " records");
    stage.take(Step.S16, () -> "");
    stage.take(
        Step.S17,
        () -> {
          Row flag = tables.one("sys_properties", "name=com_snc_kmf_signature.validation.flag");
          if (!flag.value("value").equals("true")) {
            throw new RefusedException("it is " + flag.value("value"), "not-enforcing");
          }
          return "computed from the circle log: there is no cell to edit";
        });
    stage.take(
        Step.S18,
        () -> {
          Row certificate =
              tables.one("sys_properties", "name=com_snc_kmf_signature.validation.certificate");
          return "key " + certificate.value("value");
        });
  }

  private static List<Row> required(List<Row> rows) throws RefusedException {
    if (rows.isEmpty()) {
      throw new RefusedException("there is none", "none");
    }
    return rows;
  }

  private static List<String> names(List<Row> rows) {
    return rows.stream().map(row -> row.value("name")).toList();
  }
}
