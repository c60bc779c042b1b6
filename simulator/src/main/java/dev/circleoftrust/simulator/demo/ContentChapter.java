package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.attack.DataSource;
import dev.circleoftrust.simulator.attack.Fate;
import dev.circleoftrust.simulator.attack.Payroll;
import dev.circleoftrust.simulator.attack.Target;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.client.TrustedInstance;
import dev.circleoftrust.wire.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A data source is made and signed on the trusted instance, and runs on a MID Server. */
final class ContentChapter {
  private final Stage stage;
  private final Target target;
  private final TrustedInstance trusted;

  ContentChapter(Stage stage, Target target) {
    this.stage = stage;
    this.target = target;
    this.trusted = stage.circle().trusted();
  }

  void play() throws RefusedException {
    stage.screen().chapter("A signed data source: select the payroll rows of a department");
    String[] set = new String[1];
    stage.take(
        Lane.TRUSTED,
        "C1",
        "Local Update Sets > New; Data Sources > New",
        () -> {
          set[0] = make();
          return DataSource.SELECT;
        });
    if (!stage.isSkipped(Skip.SIGN)) {
      stage.take(
          Lane.TRUSTED,
          "C2",
          "Security Jobs > Sign Update Set: Submit, Start",
          () -> {
            Row job = Row.of(trusted.signUpdateSet(set[0], "any").required().result());
            return "state %s; %s".formatted(job.value("state"), job.value("summary"));
          });
    }
    Bytes xml = trusted.xml(set[0]);
    stage.take(Lane.TRUSTED, "C3", "Export to XML", () -> "%,d bytes".formatted(xml.size()));
    Bytes carried = stage.carry("payroll-data-source", xml);
    ProductionInstance production = stage.circle().production();
    stage.take(
        Lane.PRODUCTION,
        "C4",
        "Import Update Set from XML, Preview, Commit",
        () -> {
          var _ = production.retrieve(carried);
          return "";
        });
    stage.take(
        Lane.MID_SERVERS,
        "C5",
        target.mid() + " runs a row of ecc_queue",
        () -> {
          Fate fate = target.sendGoodRow();
          requireRows(fate, "not-enforced");
          return "%d rows, on basis %s".formatted(fate.rows(), fate.word());
        });
  }

  private String make() throws RefusedException {
    Map<String, String> fields = new LinkedHashMap<>(target.dataSource().fields(DataSource.SELECT));
    fields.put("sys_id", target.dataSource().sysId());
    return trusted.updateSet(
        "Payroll by department", List.of(new TrustedInstance.Content(DataSource.TABLE, fields)));
  }

  static void requireRows(Fate fate, String basis) throws RefusedException {
    if (!fate.ran() || fate.rows() != Payroll.ROWS || !fate.word().equals(basis)) {
      throw new RefusedException(
          "it %s: %s %s, %d rows; 12 rows on basis %s were expected"
              .formatted(
                  fate.ran() ? "ran" : "was refused",
                  fate.word(),
                  fate.detail(),
                  fate.rows(),
                  basis),
          "unexpected");
    }
  }
}
