package dev.circleoftrust.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.judgement.EccFirewall.Action;
import dev.circleoftrust.judgement.EccFirewall.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EccFirewallTest {
  /** The product's tree: a parent, then its children. */
  private static final List<String> TREE =
      """
      DNS
      HTTP REST SOAP
      DIRECTORY_SERVICES LDAP
      SNMP
      SSH SCP SFTP
      SYSLOG
      WINDOWS CIM POWERSHELL WMI WINRM
      JAVASCRIPT
      GROOVY
      VCS GIT
      DATABASES JDBC
      DATA_SOURCES
      INTEGRATION_HUB
      ITOM CLOUD_PROVISIONING_GOVERNANCE DISCOVERY EVENT_MANAGEMENT HEALTH_LOG_ANALYTICS SERVICE_MAPPING
      ORCHESTRATION
      """
          .lines()
          .toList();

  @Test
  void theTreeIsTheProductsAndNoOther() {
    assertThat(TREE.stream().flatMap(line -> Arrays.stream(line.split(" "))))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(FirewallTag.values()).map(FirewallTag::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aTagCoversItselfAndItsChildrenAndNothingElse(FirewallTag tag) {
    Set<String> covered =
        TREE.stream()
            .map(line -> List.of(line.split(" ")))
            .filter(line -> line.getFirst().equals(tag.name()))
            .findFirst()
            .map(Set::copyOf)
            .orElse(Set.of(tag.name()));
    for (FirewallTag other : FirewallTag.values()) {
      assertThat(tag.covers(other))
          .as("%s over %s", tag, other)
          .isEqualTo(covered.contains(other.name()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "JDBCProbe, databases",
    "JDBCProbe, jdbc",
    "JDBCProbe, data_sources",
    "RESTProbe, http",
    "SOAPProbe, soap",
    "JavascriptProbe, javascript",
    "LDAPProbe, directory_services",
    "SSHCommand, ssh",
    "Command, orchestration",
    "IPaaSActionProbe, integration_hub",
    "HorizontalDiscoveryProbe, itom"
  })
  void aRuleMatchesATopicByItsTagsOrTheirParents(String topic, String tag) {
    var rule = rule(Action.REJECT, FirewallTag.ofName(tag).orElseThrow());
    assertThat(new EccFirewall(List.of(rule)).decide(topic).rule()).isEqualTo(rule);
  }

  @Test
  void noRuleCanNameWhatOnlyConcernsTheMidServerItself() {
    var everything =
        new EccFirewall(List.of(new Rule(Set.of(FirewallTag.values()), Action.ACCEPT)));
    for (String topic : List.of("HeartbeatProbe", "queue.stats", "SystemCommand", "CancelProbe")) {
      EccFirewall.Decision decision = everything.decide(topic);
      assertThat(decision.rule()).isNull();
      assertThat(decision.tags()).isEmpty();
    }
  }

  @Test
  void aRejectingRuleWinsThenTheFirst() {
    Rule accept = rule(Action.ACCEPT, FirewallTag.DATABASES);
    Rule second = rule(Action.ACCEPT, FirewallTag.JDBC);
    Rule reject = rule(Action.REJECT, FirewallTag.JDBC);
    assertThat(new EccFirewall(List.of(accept, second)).decide("JDBCProbe").rule())
        .isEqualTo(accept);
    assertThat(new EccFirewall(List.of(accept, reject)).decide("JDBCProbe").rule())
        .isEqualTo(reject);
    assertThat(new EccFirewall(List.of(accept, reject)).decide("RESTProbe").rule()).isNull();
  }

  @Test
  void aRuleIsCalledTheSameHoweverItsTagsStand() {
    assertThat(rule(Action.ACCEPT, FirewallTag.REST, FirewallTag.LDAP))
        .hasToString("accept rest,ldap");
    assertThat(rule(Action.REJECT, FirewallTag.LDAP, FirewallTag.REST))
        .hasToString("reject rest,ldap");
  }

  private static Rule rule(Action action, FirewallTag... tags) {
    return new Rule(Set.of(tags), action);
  }
}
