package dev.circleoftrust.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.judgement.EccFirewall.Action;
import dev.circleoftrust.judgement.EccFirewall.Rule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EccFirewallTest {
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
