package dev.circleoftrust.simulator.attack;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Attacks on the code that MID Servers run. */
public final class CodeAttacks {
  private CodeAttacks() {}

  /** The attack of the story: an administrator of production edits the SQL. */
  public static Attack editedSql() {
    return new Attack(
        "edited-sql",
        "production's administrator edits the SQL to DELETE",
        "unsigned",
        target -> {
          target.editSql(DataSource.DELETE);
          try {
            return effect(target, target.sendGoodRow());
          } finally {
            target.editSql(DataSource.SELECT);
          }
        });
  }

  /** Production lies, with its real notarization key. */
  public static Attack lyingProduction() {
    return new Attack(
        "lying-production",
        "production notarizes the edited SQL with its own key",
        "code-signature-invalid",
        target -> {
          EccRecord row =
              target.forged(target.dataSource().payload(), HostileProduction.priority());
          var message =
              new OutboundMessage.WithCode(
                  row, code(target, DataSource.DELETE), signatures(target));
          return sent(target, row, message);
        });
  }

  /** A row brings its own SQL, notarized all the same. */
  public static Attack ownSql() {
    return new Attack(
        "own-sql",
        "a notarized row brings SQL of its own",
        "code-not-signed",
        target -> {
          EccRecord row =
              target.forged(
                  target.dataSource().ownSqlPayload("DELETE FROM payroll"),
                  HostileProduction.priority());
          return sent(target, row, new OutboundMessage.Bare(row));
        });
  }

  /** A row gives a parameter that the signed record does not declare. */
  public static Attack undeclaredParameter() {
    return new Attack(
        "undeclared-parameter",
        "a row gives a parameter that nobody declared",
        "undeclared-parameter",
        target ->
            effect(target, target.send(target.dataSource().payload(new Parameter("limit", "1")))));
  }

  private static Outcome sent(Target target, EccRecord row, OutboundMessage message)
      throws RefusedException {
    int mark = target.mark();
    String circle = target.circle().production().circle().circle();
    String place = target.liar().send(target.broker(), circle, message);
    String id = row.sysId().value();
    return effect(target, target.await(mark, id, target.mid(), place)).about(id);
  }

  /** What a record did, by what the MID Server says and by what is left of the rows. */
  static Outcome effect(Target target, Fate fate) {
    int left = target.payroll().count();
    if (left != Payroll.ROWS) {
      target.payroll().restore();
      return Outcome.happened(
          "%d -> %d rows".formatted(Payroll.ROWS, left), "on basis " + fate.word());
    }
    return fate.ran()
        ? Outcome.happened("ran", "on basis " + fate.word())
        : Outcome.refused(fate.word(), fate.detail());
  }

  private static GlideRecord code(Target target, String sql) {
    DataSource source = target.dataSource();
    return new GlideRecord(
        new TableName(DataSource.TABLE), new SysId(source.sysId()), source.fields(sql));
  }

  private static List<Bytes> signatures(Target target) throws RefusedException {
    var envelopes = new ArrayList<Bytes>();
    for (Row row :
        target
            .production()
            .list(
                "sn_kmf_record_signature", "signed_document=" + target.dataSource().sysId(), 10)) {
      envelopes.add(Bytes.ofUtf8(row.value("envelope")));
    }
    return envelopes;
  }
}
