package dev.circleoftrust.simulator.explain;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.simulator.circle.Circle;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.simulator.table.Shown;
import dev.circleoftrust.simulator.table.Wrap;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who signed the code of a record, what brought it, its batch, the circle then, and each check. The
 * checks are made again here, from the bytes and the log; the MID Server's own word stands below.
 */
public final class Explanation {
  private static final int WIDTH = 80;

  private final List<String> lines = new ArrayList<>();
  private final Evidence evidence;
  private boolean agreed;

  private Explanation(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * Explains a record.
   *
   * @param row the sys_id of a row of ecc_queue, also of one that production never had
   * @throws RefusedException if the broker holds no such record
   */
  public static Explanation of(Circle circle, String row) throws RefusedException {
    var broker = new Broker(circle.bootstrap());
    String asked = answered(circle.production(), row);
    Evidence evidence =
        Evidence.find(broker, asked)
            .orElseThrow(() ->
                new RefusedException(
                    "no record of row %s is in the broker".formatted(asked), "no-such-record"));
    return of(broker, circle.production(), evidence);
  }

  /**
   * Explains a record that a MID Server refused, in the circle as it was then.
   *
   * @param sent the record, with the time at which it was refused
   * @param refusal what the MID Server put into the quarantine
   * @throws RefusedException with the reason {@code malformed} if the record is no message at all
   */
  public static Explanation ofRefused(
      Broker broker, ProductionInstance production, Seen sent, Seen refusal)
      throws RefusedException {
    Evidence evidence =
        Evidence.of(sent, refusal)
            .orElseThrow(() ->
                new RefusedException("the record is no message of the ECC queue", "malformed"));
    return of(broker, production, evidence);
  }

  private static Explanation of(Broker broker, ProductionInstance production, Evidence evidence)
      throws RefusedException {
    var explanation = new Explanation(evidence);
    try {
      Digest id = Digest.fromHex(production.circle().circle());
      Optional<CircleState> state = LogReading.at(broker, id, evidence.sent().at());
      explanation.tell(production, state);
    } catch (MalformedException e) {
      throw new RefusedException("there is no circle: " + e.getMessage(), "not-established");
    }
    return explanation;
  }

  /** What to show. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Whether the checks that were made here come to what the MID Server said. */
  public boolean isComplete() {
    return agreed;
  }

  private static String answered(ProductionInstance production, String row)
      throws RefusedException {
    List<Row> found = production.instance().tables().list("ecc_queue", "sys_id=" + row, 1);
    String answers = found.isEmpty() ? "" : found.getFirst().value("response_to");
    return answers.isEmpty() ? row : answers;
  }

  private void tell(ProductionInstance production, Optional<CircleState> state)
      throws RefusedException, MalformedException {
    EccRecord row = evidence.message().ecc();
    line("record", "%s, %s for %s".formatted(row.sysId(), row.topic(), row.agent()));
    line("place", "%s, came at %s".formatted(evidence.sent().place(), evidence.sent().at()));
    tellCode(production, state);
    tellBatch(state);
    line(
        "circle then",
        state
            .map(then ->
                "%s, head %s, %s"
                    .formatted(
                        then.circle().brief(),
                        then.head().brief(),
                        then.enforcing() ? "enforcing" : "not enforcing"))
            .orElse("not established"));
    Checks checks = Checks.of(evidence.sent(), judge(row), state);
    checks.lines().forEach(text -> line("check", text));
    tellVerdict(checks);
  }

  /** Whoever refused it; else whoever it is for. */
  private AgentName judge(EccRecord row) {
    Optional<String> refusedBy = evidence.refusal().flatMap(seen -> seen.text("cot-agent"));
    try {
      return refusedBy.isPresent() ? AgentName.parse(refusedBy.get()) : row.agent();
    } catch (MalformedException _) {
      return row.agent();
    }
  }

  private void tellCode(ProductionInstance production, Optional<CircleState> state)
      throws RefusedException {
    if (!(evidence.message()
        instanceof OutboundMessage.WithCode(_, GlideRecord code, List<Bytes> signatures))) {
      line("code", "the row brings its own, or none");
      return;
    }
    line("code", "%s %s: %s".formatted(code.table(), code.sysId(), code.value("sql_statement")));
    if (signatures.isEmpty()) {
      line("signed by", "nobody: it came without a signature");
    }
    for (Bytes signature : signatures) {
      CodeSignature.of(signature, code, state).forEach(text -> line("signed by", text));
    }
    line("brought by", broughtBy(production, code));
  }

  private static String broughtBy(ProductionInstance production, GlideRecord code)
      throws RefusedException {
    var tables = production.instance().tables();
    String name = code.table() + "_" + code.sysId();
    List<Row> updates = tables.list("sys_update_xml", "name=" + name, 1);
    if (updates.isEmpty()) {
      return "no update set that is on production";
    }
    String set = updates.getFirst().value("remote_update_set");
    List<Row> sets = tables.list("sys_remote_update_set", "sys_id=" + set, 1);
    return "update set %s (%s)"
        .formatted(
            sets.isEmpty() ? set : sets.getFirst().value("name"),
            sets.isEmpty() ? "gone" : sets.getFirst().value("state"));
  }

  private void tellBatch(Optional<CircleState> state) throws MalformedException {
    Seen sent = evidence.sent();
    List<Bytes> statements = sent.values(BatchStatement.HEADER);
    List<Bytes> proofs = sent.values(BatchProof.HEADER);
    if (statements.size() != 1 || proofs.size() != 1) {
      line("batch", "none: the record bears no batch signature");
      return;
    }
    BatchStatement statement = BatchStatement.parse(statements.getFirst()).statement();
    BatchProof proof = BatchProof.parse(proofs.getFirst());
    line(
        "batch",
        "signed %s by key %s, %s"
            .formatted(
                statement.signedAt(),
                statement.keyId().brief(),
                state.isPresent() && Keys.isNotarization(state.get(), statement.keyId())
                    ? "the notarization key of production"
                    : "which the circle does not trust"));
    line(
        "",
        "record %d of %d in it, sequence %d, holds until %s"
            .formatted(
                proof.index() + 1, statement.size(), proof.sequence(), statement.notAfter()));
  }

  private void tellVerdict(Checks checks) {
    Optional<String> said = evidence.refusal().flatMap(seen -> seen.text("cot-verdict"));
    line("verdict here", checks.verdict());
    line(
        "MID Server said",
        said.map(word -> "signature validation failed: " + word)
            .orElse("nothing of a refusal: see the ecc_queue for the result"));
    agreed = said.map(checks.word()::equals).orElse(checks.mayRun());
    if (!checks.remedy().isEmpty()) {
      line("remedy", checks.remedy());
    }
  }

  private void line(String name, String text) {
    String heading = name;
    for (String part : Wrap.at(WIDTH, Shown.plain(text))) {
      lines.add("  %-16s %s".formatted(heading, part));
      heading = "";
    }
  }
}
