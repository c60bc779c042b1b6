package dev.circleoftrust.mid.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.EccFirewall.Action;
import dev.circleoftrust.judgement.EccFirewall.Rule;
import dev.circleoftrust.judgement.FirewallTag;
import dev.circleoftrust.runtime.http.Metrics;
import dev.circleoftrust.runtime.store.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FirewallAuditTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final EccFirewall FIREWALL =
      new EccFirewall(
          List.of(
              new Rule(Set.of(FirewallTag.REST, FirewallTag.LDAP), Action.ACCEPT),
              new Rule(Set.of(FirewallTag.DATABASES), Action.REJECT)));

  @TempDir private Path folder;
  private Database database;
  private final PrometheusMeterRegistry registry = Metrics.registry();

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("memory.db"), FirewallAudit.SCHEMA);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void countsByRuleAndEveryCountIsThereFromTheStart() {
    FirewallAudit audit = audit(FIREWALL);
    assertThat(audit.counts())
        .isEqualTo(Map.of("accept rest,ldap", 0L, "reject databases", 0L, "none", 0L));
    assertThat(registry.scrape())
        .contains("ecc_firewall_total{action=\"reject\",rule=\"reject databases\"} 0.0");
    count(audit, "RESTProbe", "JDBCProbe", "JDBCProbe", "HeartbeatProbe");
    assertThat(audit.counts())
        .isEqualTo(Map.of("accept rest,ldap", 1L, "reject databases", 2L, "none", 1L));
    assertThat(registry.scrape())
        .contains("ecc_firewall_total{action=\"reject\",rule=\"reject databases\"} 2.0")
        .contains("ecc_firewall_total{action=\"none\",rule=\"none\"} 1.0");
  }

  @Test
  void nothingIsLostWhereverTheProcessEnds() {
    count(audit(FIREWALL), "JDBCProbe", "RESTProbe");
    FirewallAudit next = audit(EccFirewall.none()); // the boot file was changed meanwhile
    assertThat(next.counts())
        .isEqualTo(Map.of("accept rest,ldap", 1L, "reject databases", 1L, "none", 0L));
    assertThat(next.since()).isEqualTo(START);
  }

  @Test
  void aRecordThatIsNotReceivedIsNotCounted() {
    FirewallAudit audit = audit(FIREWALL);
    assertThatThrownBy(() ->
            audit.count(
                decisions("JDBCProbe"),
                () -> {
                  throw new IllegalStateException("not received");
                }))
        .hasMessage("not received");
    assertThat(audit.total()).isZero();
    assertThat(audit(FIREWALL).total()).isZero();
  }

  @Test
  void productionIsToldAllThatWasCountedSinceTheMemoryBegan() throws Exception {
    FirewallAudit audit = audit(FIREWALL);
    count(audit, "JDBCProbe", "JDBCProbe", "RESTProbe");
    ResultPayload told = ResultPayload.parse(audit.payload().encode());
    assertThat(told.rows())
        .extracting(row -> row.columns().stream().map(column -> column.value()).toList())
        .containsExactly(
            List.of("reject", "reject databases", "2"),
            List.of("accept", "accept rest,ldap", "1"),
            List.of("none", "none", "0"));
    assertThat(told.parameters())
        .extracting(parameter -> parameter.name() + "=" + parameter.value())
        .containsExactly("since=2026-11-21 10:00:00", "records=3");
  }

  @Test
  void theTraceTellsTheRulesTheTagsAndTheRuleThatDecided() {
    var logger = (Logger) LoggerFactory.getLogger(FirewallTrace.class);
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    logger.addAppender(events);
    logger.setLevel(Level.TRACE);
    try {
      FirewallTrace.loaded(FIREWALL);
      count(audit(FIREWALL), "JDBCProbe", "JavascriptProbe");
    } finally {
      logger.detachAppender(events);
      logger.setLevel(null);
    }
    assertThat(events.list)
        .extracting(event -> event.getMessage() + " " + event.getKeyValuePairs())
        .containsExactly(
            "ECC firewall: rules loaded [rules=\"2\"]",
            "ECC firewall: rule loaded [number=\"1\", rule=\"accept rest,ldap\"]",
            "ECC firewall: rule loaded [number=\"2\", rule=\"reject databases\"]",
            "ECC firewall: a rule decides"
                + " [topic=\"JDBCProbe\", tags=\"[JDBC, DATA_SOURCES]\", rule=\"reject databases\"]",
            "ECC firewall: no rule matches; Code Signing decides"
                + " [topic=\"JavascriptProbe\", tags=\"[JAVASCRIPT]\", rule=\"none\"]");
  }

  private FirewallAudit audit(EccFirewall firewall) {
    return new FirewallAudit(database, firewall, () -> START, registry);
  }

  private static void count(FirewallAudit audit, String... topics) {
    audit.count(decisions(topics), () -> {});
  }

  private static List<EccFirewall.Decision> decisions(String... topics) {
    return Stream.of(topics).map(FIREWALL::decide).toList();
  }
}
