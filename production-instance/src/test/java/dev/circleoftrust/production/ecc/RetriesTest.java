package dev.circleoftrust.production.ecc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.EncodedQuery;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {
  private static final TableName POLICIES = new TableName("ecc_queue_retry_policy");
  private static final TableName ACTIVITIES = new TableName("ecc_queue_retry_activity");
  private static final String UNKNOWN_HOST =
      "UnknownHostException: the host has no address; nothing was sent";

  @TempDir private Path folder;
  private TestQueue queue;

  @BeforeEach
  void open() {
    queue = new TestQueue(folder);
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void theShippedExampleTriesThreeTimesEachFifteenSeconds() {
    SysId first = sent("a payload");
    SysId entry = first;
    for (int tried = 0; tried < 3; tried++) {
      fail(entry, UNKNOWN_HOST);
      assertThat(queue.state(entry)).isEqualTo("error");
      assertThat(activity().value("status")).isEqualTo(tried < 2 ? "retrying" : "last_try");
      queue.now = queue.now.plusSeconds(14);
      assertThat(queue.timer.fire()).isZero();
      queue.now = queue.now.plusSeconds(1);
      assertThat(queue.timer.fire()).isOne();
      assertThat(queue.timer.fire()).isZero();
      entry = lastTry();
      GlideRecord row = queue.row(entry);
      for (EccField same :
          List.of(EccField.AGENT, EccField.TOPIC, EccField.PRIORITY, EccField.AGENT_CORRELATOR)) {
        assertThat(row.value(same.field())).isEqualTo(queue.row(first).value(same.field()));
      }
      assertThat(row.value("payload")).isEqualTo("a payload");
      assertThat(row.value("state")).isEqualTo("ready");
      assertThat(row.value("from_sys_id")).isEqualTo(first.value());
      assertThat(activity().value("retry_count")).isEqualTo(Integer.toString(tried + 1));
      queue.leave(entry);
    }
    fail(entry, UNKNOWN_HOST);
    assertThat(activity().value("status")).isEqualTo("failed");
    queue.now = queue.now.plusSeconds(60);
    assertThat(queue.timer.fire()).isZero();
    assertThat(outputs()).hasSize(4);
  }

  @Test
  void aRetryThatIsAnsweredSucceeds() {
    SysId first = sent("");
    fail(first, UNKNOWN_HOST);
    SysId entry = tryAgain();
    EccRecord answer = queue.write(queue.answer(entry));
    assertThat(queue.state(entry)).isEqualTo("processed");
    assertThat(queue.state(first)).isEqualTo("error");
    assertThat(activity().value("status")).isEqualTo("succeeded");
    assertThat(activity().value("input_queue")).isEqualTo(answer.sysId().value());
  }

  @Test
  void aRetryThatFailsInAnotherWayIsNotRepeated() {
    fail(sent(""), UNKNOWN_HOST);
    SysId entry = tryAgain();
    fail(entry, "no such table");
    assertThat(activity().value("status")).isEqualTo("failed");
  }

  @Test
  void anErrorThatNoPolicyCoversIsLeft() {
    fail(sent(""), "no such table");
    assertThat(queue.store.query(ACTIVITIES, EncodedQuery.all(), 10)).isEmpty();
  }

  @Test
  void theFirstActivePolicyByOrderDecides() {
    policy(Map.of("name", "late", "order", "900", "retry_interval", "1"));
    policy(Map.of("name", "other", "order", "20", "topic", "RESTProbe"));
    policy(Map.of("name", "off", "order", "1", "active", "false"));
    SysId wanted =
        policy(
            Map.of(
                "name", "wanted",
                "order", "30",
                "agent", "mid.server.mid-1",
                "topic", "JDBCProbe",
                "condition", "error_stringLIKEgone away^ORerror_stringLIKEbusy"));
    queue.repeatable = true;
    fail(sent(""), "the database is BUSY");
    assertThat(activity().value("policy")).isEqualTo(wanted.value());
  }

  @ParameterizedTest
  @CsvSource({"outcome-unknown", "cancelled", "replayed", "a-name-of-its-own"})
  void whatMayHaveHadAnEffectIsRepeatedOnlyWhereThatIsSigned(String reason) {
    policy(Map.of("name", "everything", "order", "1"));
    SysId row = queue.sent();
    queue.write(queue.refusal(row, reason));
    assertThat(activity().value("status")).isEqualTo("error");
    queue.now = queue.now.plusSeconds(60);
    assertThat(queue.timer.fire()).isZero();
    queue.repeatable = true;
    SysId other = queue.sent();
    queue.write(queue.refusal(other, reason));
    queue.now = queue.now.plusSeconds(60);
    assertThat(queue.timer.fire()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "no whole answer within 30 seconds; the request may have taken effect,error",
    "the database refused: deadlock (SQL state 40001),error",
    "the database refused: see UnknownHostException: x,error",
    "UnknownHostException: the host has no address; nothing was sent,retrying"
  })
  void anErrorIsRepeatedUnsignedOnlyIfItSaysThatNothingWasDone(String error, String status) {
    policy(Map.of("name", "everything", "order", "1"));
    fail(sent(""), error);
    assertThat(activity().value("status")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"internal", "firewall-denied", "missing-parameter"})
  void aRowThatWasRefusedIsTriedAgain(String reason) {
    policy(Map.of("name", "everything", "order", "1"));
    queue.write(queue.refusal(queue.sent(), reason));
    assertThat(activity().value("status")).isEqualTo("retrying");
  }

  @Test
  void whatSomebodyCalledOffIsNotTriedAgain() throws Exception {
    policy(Map.of("name", "everything", "order", "1"));
    queue.repeatable = true;
    SysId row = queue.sent();
    var _ = queue.cancellation.cancel(row, "admin");
    queue.write(queue.refusal(row, "cancelled"));
    assertThat(queue.store.query(ACTIVITIES, EncodedQuery.all(), 10)).isEmpty();
  }

  @Test
  void whatIsDueSurvivesARestart() {
    fail(sent(""), UNKNOWN_HOST);
    queue.close();
    var now = queue.now;
    queue = new TestQueue(folder);
    queue.now = now.plusSeconds(15);
    assertThat(queue.timer.fire()).isOne();
    assertThat(queue.store.query(POLICIES, EncodedQuery.all(), 10)).hasSize(1);
  }

  @Test
  void whatCannotBeSentAgainIsNoted() {
    fail(sent(""), UNKNOWN_HOST);
    queue.full = true;
    queue.now = queue.now.plusSeconds(15);
    assertThat(queue.timer.fire()).isOne();
    assertThat(queue.timer.fire()).isZero();
    assertThat(activity().value("status")).isEqualTo("error");
    assertThat(outputs()).hasSize(1);
  }

  @Test
  void aRetryThatNobodyTakesExpires() {
    fail(sent(""), UNKNOWN_HOST);
    SysId entry = tryAgain();
    queue.memory.states().failed(entry, "expired: test");
    assertThat(activity().value("status")).isEqualTo("error");
  }

  @Test
  void theShippedExampleIsRemovedForGood() {
    SysId example = queue.store.query(POLICIES, EncodedQuery.all(), 10).getFirst().sysId();
    assertThat(queue.store.delete(POLICIES, example)).isTrue();
    queue.close();
    queue = new TestQueue(folder);
    assertThat(queue.store.query(POLICIES, EncodedQuery.all(), 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "name,'',name has 1 to",
    "retry_interval,0,a number from 1 to 86400",
    "retry_interval,86401,a number from 1 to 86400",
    "retry_interval,'',a number from 1 to 86400",
    "max_retry,0,a number from 1 to 20",
    "max_retry,21,a number from 1 to 20",
    "max_retry,many,a number from 1 to 20",
    "order,-1,order is a number",
    "active,yes,active is true or false",
    "agent,mid-1,mid.server.",
    "condition,state>3,condition: term 1",
    "condition_script,answer = true,not run here"
  })
  void aBadPolicyIsRefusedWithWhatIsWrong(String field, String value, String words) {
    assertThat(ruled(Map.of(field, value)))
        .isInstanceOfSatisfying(
            Ruling.Malformed.class,
            malformed ->
                assertThat(malformed.message()).startsWith("Not a retry policy: ").contains(words));
  }

  @Test
  void activitiesAreNotWrittenByHand() {
    var row = new GlideRecord(ACTIVITIES, queue.store.newSysId(), Map.of());
    TableRule rule = Objects.requireNonNull(queue.retries.rules().get(ACTIVITIES));
    assertThat(rule.insert(row, "admin")).isInstanceOf(Ruling.Refused.class);
  }

  private SysId sent(String payload) {
    EccRecord row =
        EccRecord.output(queue.store.newSysId(), TestQueue.MID, "JDBCProbe", Priority.EXPEDITED)
            .with(EccField.AGENT_CORRELATOR, "ihub.1")
            .with(EccField.PAYLOAD, payload);
    var _ = queue.memory.keep(row.toRecord(), "admin");
    queue.memory.open().left(List.of(row.sysId()), null);
    return row.sysId();
  }

  private void fail(SysId row, String error) {
    queue.write(queue.answer(row).with(EccField.STATE, "error").with(EccField.ERROR_STRING, error));
  }

  /** Lets the time of a retry come, and the row leave. */
  private SysId tryAgain() {
    queue.now = queue.now.plusSeconds(15);
    assertThat(queue.timer.fire()).isOne();
    SysId entry = lastTry();
    queue.leave(entry);
    return entry;
  }

  private SysId lastTry() {
    return new SysId(activity().value("retry_queue_entry"));
  }

  private GlideRecord activity() {
    return queue.store.query(ACTIVITIES, EncodedQuery.all(), 10).getFirst();
  }

  private List<GlideRecord> outputs() {
    return queue.store.query(EccRecord.TABLE, EncodedQuery.where("queue", "output"), 100);
  }

  private SysId policy(Map<String, String> fields) {
    if (ruled(fields) instanceof Ruling.Allowed(var policy)) {
      return queue.store.insert(policy, "admin").sysId();
    }
    throw new AssertionError("the policy was refused");
  }

  private Ruling ruled(Map<String, String> fields) {
    var all = new LinkedHashMap<>(Map.of("name", "n", "retry_interval", "15", "max_retry", "3"));
    all.putAll(fields);
    TableRule rule = Objects.requireNonNull(queue.retries.rules().get(POLICIES));
    return rule.insert(new GlideRecord(POLICIES, queue.store.newSysId(), all), "admin");
  }
}
