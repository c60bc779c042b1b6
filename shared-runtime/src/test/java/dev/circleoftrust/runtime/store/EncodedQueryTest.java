package dev.circleoftrust.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedQueryTest {
  private static final GlideRecord JOB =
      record(1, Map.of("name", "Turn on Code Signing", "state", "ready", "priority", "2"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "state=ready; true",
        "state=READY; false",
        "state=; false",
        "state!=error; true",
        "state!=ready; false",
        "owner=; true",
        "owner!=x; true",
        "nameLIKEcode sign; true",
        "nameLIKEcode sing; false",
        "nameSTARTSWITHturn; true",
        "nameSTARTSWITHon; false",
        "stateINready,processing; true",
        "stateINprocessing,error; false",
        "ownerIN; true",
        "ownerISEMPTY; true",
        "stateISEMPTY; false",
        "stateISNOTEMPTY; true",
        "ownerISNOTEMPTY; false",
        "state=ready^priority=2; true",
        "state=ready^priority=1; false",
        "state=error^ORstate=ready; true",
        "state=error^ORstate=ready^priority=1; false",
        "priority=2^state=error^ORpriority=2; true",
        "state=error^ORstate=processed^ORstate=ready; true",
        "sys_id=00000000000000000000000000000001; true",
        "state=ready^ORDERBYname; true",
        "ORDERBYDESCname; true",
        "priority==2; false",
      })
  void acceptsWhatMeetsItsConditions(String query, boolean accepted) throws MalformedException {
    assertThat(EncodedQuery.parse(query).accepts(JOB)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state",
        "state=ready^",
        "^state=ready",
        "state=ready^ORDERBY",
        "ORDERBYName",
        "ORstate=ready",
        "ORDERBYname^ORstate=ready",
        "=ready",
        "State=ready",
        "state>ready",
        "stateENDSWITHy",
        "stateNOT INready",
        "nameINSTANCEOFx",
        "stateISEMPTYx",
        "a.b=c",
        "state =ready",
        "123TEXTQUERY321=x",
        "state=ready^NQstate=error",
        "state=ready^EQ",
      })
  void refusesWhatItDoesNotKnow(String query) {
    assertThatThrownBy(() -> EncodedQuery.parse(query))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("term ");
  }

  @Test
  void refusesWhatIsTooMuch() throws MalformedException {
    String term = "state=x";
    String most = (term + "^").repeat(QueryParser.MAX_TERMS - 1) + term;
    assertThat(EncodedQuery.parse(most).accepts(JOB)).isFalse();
    assertMalformed(most + "^" + term);
    assertMalformed("state=" + "x".repeat(QueryParser.MAX_LENGTH));
    assertMalformed("stateIN" + ",".repeat(QueryParser.MAX_VALUES));
    assertMalformed("s".repeat(81) + "=x");
  }

  @Test
  void aDoubledCaretIsPartOfTheValue() throws MalformedException {
    var record = record(2, Map.of("name", "a^b", "state", "x"));
    assertThat(EncodedQuery.parse("name=a^^b^state=x").accepts(record)).isTrue();
    assertThat(EncodedQuery.where("name", "a^b").accepts(record)).isTrue();
  }

  @Test
  void aConditionOfAProgramNeedsNoEscaping() {
    var injected = EncodedQuery.where("state", "ready^ORstate=error").and("priority", "2");
    assertThat(injected.accepts(JOB)).isFalse();
    assertThat(EncodedQuery.where("state", "ready").and("priority", "2").accepts(JOB)).isTrue();
    assertThatThrownBy(() -> EncodedQuery.where("no field", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void putsRecordsInOrder() throws MalformedException {
    var records =
        List.of(
            record(1, Map.of("a", "2", "b", "x")),
            record(2, Map.of("a", "1", "b", "y")),
            record(3, Map.of("a", "2", "b", "z")),
            record(4, Map.of("b", "w")));
    assertThat(order("", records)).containsExactly(1, 2, 3, 4);
    assertThat(order("ORDERBYa", records)).containsExactly(4, 2, 1, 3);
    assertThat(order("ORDERBYDESCa", records)).containsExactly(1, 3, 2, 4);
    assertThat(order("ORDERBYDESCa^ORDERBYDESCb", records)).containsExactly(3, 1, 2, 4);
    assertThat(order("bISNOTEMPTY^a!=2^ORDERBYb", records)).containsExactly(4, 2);
  }

  @Test
  void onlyConditionsThatStandAloneNarrowASearch() throws MalformedException {
    assertThat(EncodedQuery.parse("state=a^b=c").required("state")).contains("a");
    assertThat(EncodedQuery.parse("state=a^ORb=c").required("state")).isEmpty();
    assertThat(EncodedQuery.parse("stateINa,b").required("state")).isEmpty();
    assertThat(EncodedQuery.parse("state!=a").required("state")).isEmpty();
    assertThat(EncodedQuery.parse("stateISEMPTY").required("state")).isEmpty();
  }

  private static void assertMalformed(String query) {
    assertThatThrownBy(() -> EncodedQuery.parse(query)).isInstanceOf(MalformedException.class);
  }

  private static List<Integer> order(String query, List<GlideRecord> records)
      throws MalformedException {
    return EncodedQuery.parse(query).apply(records).stream()
        .map(record -> Integer.parseInt(record.sysId().value()))
        .toList();
  }

  private static GlideRecord record(int number, Map<String, String> fields) {
    return new GlideRecord(
        new TableName("sysauto_script"), new SysId("%032d".formatted(number)), fields);
  }
}
