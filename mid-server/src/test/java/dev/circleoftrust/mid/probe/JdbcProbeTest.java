package dev.circleoftrust.mid.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultRow;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.mid.TestClock;
import dev.circleoftrust.mid.TestProduction;
import dev.circleoftrust.mid.boot.BootFile;
import dev.circleoftrust.mid.boot.Credentials;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the code may be anybody's: Code Signing is off, and the host's own fences are all. */
class JdbcProbeTest {
  private static final AgentName AGENT = new AgentName("mid-1");

  private static final long MEMORY = 32 << 20;

  @TempDir private Path temporary;
  private final ResultMemory memory = new ResultMemory(MEMORY);
  private final TestCircle circle = TestCircle.of(1);
  private final TestProduction production =
      new TestProduction(circle, AGENT, new TestClock(TestCircle.START));
  private Path database;
  private PrivateFolder own;
  private JdbcTargets targets;
  private JdbcProbe probe;

  @BeforeEach
  void makeDatabase() throws Exception {
    database = temporary.resolve("payroll.db");
    sql("CREATE TABLE payroll (name TEXT, born TEXT, pay REAL, photo BLOB)");
    sql("INSERT INTO payroll VALUES ('Ann', '2000-02-29', 12.5, x'0102')");
    sql("INSERT INTO payroll VALUES ('Bob' || char(7), '1999-01-01', NULL, NULL)");
    own = PrivateFolder.open(temporary.resolve("mid"));
    own.write(
        "credentials.yaml",
        Bytes.ofUtf8(
            """
            credentials:
              - alias: payroll
                user: reader
                password: secret
                urls: ["jdbc:sqlite:%s"]
            """
                .formatted(database)));
    BootFile boot = bootFile();
    targets =
        new JdbcTargets(
            JdbcDrivers.shipped(), Credentials.read(own, boot), new OwnFiles(own.path()));
    probe = new JdbcProbe(targets, memory, JdbcProbe.TIME_LIMIT);
  }

  @AfterEach
  void close() {
    own.close();
  }

  @Test
  void aQueryGivesRowsAndSaysThatThereAreNoMore() {
    ProbeResult.Finished found = finished(source("SELECT name, born, pay, photo FROM payroll"));
    assertThat(rows(found))
        .containsExactly(
            new ResultRow(
                List.of(
                    new ResultRow.Column("name", "Ann"),
                    new ResultRow.Column("born", "2000-02-29"),
                    new ResultRow.Column("pay", "12.5"),
                    new ResultRow.Column("photo", "AQI="))),
            new ResultRow(
                List.of(
                    new ResultRow.Column("name", "Bob\uFFFD"),
                    new ResultRow.Column("born", "1999-01-01"))));
    assertThat(found.notes())
        .containsExactly(
            new Parameter("more_rows", "false"),
            new Parameter("values_with_replaced_characters", "1"));
  }

  @Test
  void aQueryGivesAllItsRowsOrAnError() {
    String many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    assertThat(rows(finished(source(many + " LIMIT 100000")))).hasSize(100_000);
    assertThat(failed(source(many)))
        .startsWith("the query gives more than one result can hold (100,000 rows, 4 MiB of text)")
        .contains("was ended at row 100,001:");
  }

  @Test
  void aStatementThatNeverEndsIsEnded() {
    probe = new JdbcProbe(targets, memory, Duration.ofSeconds(1));
    String endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    assertThat(failed(source(endless))).startsWith("the statement ran for more than 1 seconds");
    assertThat(rows(finished(source("SELECT name FROM payroll")))).hasSize(2);
  }

  @Test
  void textHasABoundOfItsOwn() {
    String million =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"
            + " hex(zeroblob(500000)) FROM n LIMIT ";
    assertThat(rows(finished(source(million + 4)))).hasSize(4);
    assertThat(failed(source(million + 5))).contains("was ended at row 5:");
  }

  @Test
  void allQueriesShareOneMemoryAndGiveItBack() {
    GlideRecord big = source("SELECT hex(zeroblob(500000))");
    try (ResultMemory.Share other = memory.share()) {
      assertThat(other.growTo(MEMORY - (1 << 20))).isTrue();
      assertThat(failed(big)).startsWith("this MID Server has no memory for so large a result now");
      assertThat(rows(finished(source("SELECT 1")))).hasSize(1);
    }
    try (ResultMemory.Share all = memory.share()) {
      assertThat(rows(finished(big))).hasSize(1);
      assertThat(all.growTo(MEMORY)).isTrue(); // so the queries hold nothing any more
      assertThat(all.growTo(MEMORY + 1)).isFalse();
      assertThat(failed(source("SELECT 1"))).startsWith("this MID Server has no memory");
    }
  }

  @Test
  void anUpdateGivesItsCount() {
    assertThat(finished(source("DELETE FROM payroll")).notes())
        .containsExactly(new Parameter("update_count", "2"));
  }

  @Test
  void onlyOneStatementRuns() throws Exception {
    var _ = finished(source("SELECT 1; DELETE FROM payroll"));
    assertThat(rows(finished(source("SELECT name FROM payroll")))).hasSize(2);
  }

  @Test
  void valuesAreBoundByPlaceAndType() {
    GlideRecord source =
        TestProduction.source(
            database,
            "SELECT typeof(?), typeof(?), ?, ?, ?",
            """
            {"parameters":[
              {"name":"text","type":"text","place":5,"maxLength":40,"pattern":".*"},
              {"name":"whole","type":"integer","place":1},
              {"name":"part","type":"decimal","place":3},
              {"name":"day","type":"date","place":4},
              {"name":"kind","type":"choice","place":2,"choices":["a","b"]}]}\
            """);
    ProbeResult.Finished found =
        finished(
            source,
            new Parameter("day", "2000-02-29"),
            new Parameter("kind", "b"),
            new Parameter("part", "-1.50"),
            new Parameter("text", "x'); DROP TABLE payroll; --"),
            new Parameter("whole", "-7"));
    assertThat(rows(found).getFirst().columns())
        .extracting(ResultRow.Column::value)
        .containsExactly("integer", "text", "-1.50", "2000-02-29", "x'); DROP TABLE payroll; --");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELEC 1", "SELECT missing FROM payroll", "DELETE FROM nowhere", ""})
  void whatTheDatabaseRefusesIsAResult(String sql) {
    assertThat(failed(source(sql))).startsWith("the database refused: ");
  }

  @Test
  void aCredentialGoesOnlyWhereTheHostSaysSo() {
    GlideRecord aliased = source("SELECT 1").with("credential_alias", "payroll");
    assertThat(rows(finished(aliased))).hasSize(1);
    assertThat(failed(aliased.with("connection_url", "jdbc:sqlite:" + database + "2")))
        .startsWith("the credential may not go to this connection URL");
    assertThat(failed(aliased.with("credential_alias", "root")))
        .startsWith("this MID Server's host has no credential of that alias");
  }

  @Test
  void theMidServersOwnFilesAreNoDataSource() throws Exception {
    Path memory = own.privateFile("memory.db");
    Path symbolic = Files.createSymbolicLink(temporary.resolve("link.db"), memory);
    Path hard = Files.createLink(temporary.resolve("hard.db"), memory);
    for (Path path : List.of(memory, symbolic, hard, own.path().resolve("../mid/memory.db"))) {
      assertThat(failed(source("SELECT 1").with("connection_url", "JDBC:sqlite:" + path)))
          .isEqualTo("the MID Server's own files are no data source");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:file:%s",
        "jdbc:sqlite:%s?open_mode=6",
        "jdbc:sqlite::resource:%s",
        "jdbc:sqlite:%s-not-there",
        "jdbc:sqlite:",
        "jdbc:h2:mem:x",
        "http://127.0.0.1/"
      })
  void otherAddressesReachNothing(String url) {
    GlideRecord source =
        source("CREATE TABLE made (x)").with("connection_url", url.formatted(database));
    if (url.equals("jdbc:sqlite:")) {
      assertThat(rows(finished(source))).isEmpty(); // a database in memory, gone afterwards
    } else {
      assertThat(failed(source)).isNotEmpty();
    }
    assertThat(temporary.toFile().list()).containsExactlyInAnyOrder("mid", "payroll.db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATTACH DATABASE '%s/mid/memory.db' AS own",
        "VACUUM INTO '%s/copy.db'",
        "SELECT load_extension('%s/evil.so')"
      })
  void noStatementReachesAnotherFile(String sql) {
    assertThat(failed(source(sql.formatted(temporary)))).startsWith("the database refused: ");
    assertThat(temporary.resolve("copy.db")).doesNotExist();
  }

  @Test
  void anotherDriverThanTheSignedOneIsRefused() {
    assertThat(failed(source("SELECT 1").with("jdbc_driver", "com.example.Driver")))
        .startsWith("the data source wants another JDBC driver");
  }

  private static List<ResultRow> rows(ProbeResult.Finished finished) {
    return finished.body() instanceof ResultBody.Rows(var rows) ? rows : List.of();
  }

  private GlideRecord source(String sql) {
    return TestProduction.source(database, sql, "");
  }

  private ProbeResult.Finished finished(GlideRecord source, Parameter... parameters) {
    return switch (probe.run(mayRun(source, parameters))) {
      case ProbeResult.Finished finished -> finished;
      case ProbeResult.Failed(var error) -> throw new AssertionError(error);
    };
  }

  private String failed(GlideRecord source) {
    return switch (probe.run(mayRun(source))) {
      case ProbeResult.Failed(var error) -> error;
      case ProbeResult.Finished finished -> throw new AssertionError(finished.notes().toString());
    };
  }

  private MayRun mayRun(GlideRecord source, Parameter... parameters) {
    CircleState state = circle.withCodeKey();
    var off = new Standing.ProvenOff(state.head(), TestCircle.START.plus(Duration.ofDays(1)));
    Bytes value = TestProduction.bytes(production.bare(source, parameters));
    var received = new ReceivedRecord(production.topic(), 0, null, value, List.of(), List.of());
    Verdict verdict =
        new Judge(AGENT, EccFirewall.none(), Duration.ofDays(1))
            .judgeAgain(received, new CircleView(state, off), TestCircle.START);
    if (verdict instanceof MayRun mayRun) {
      return mayRun;
    }
    throw new AssertionError(verdict.toString());
  }

  private BootFile bootFile() {
    own.write(
        BootFile.NAME,
        Bytes.ofUtf8(
            """
            mid:
              name: mid-1
              bootstrap: 127.0.0.1:9092
              circle: %s
              credentials: credentials.yaml
            """
                .formatted(circle.id())));
    return BootFile.read(own);
  }

  private void sql(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement()) {
      var _ = statement.execute(sql);
    }
  }
}
