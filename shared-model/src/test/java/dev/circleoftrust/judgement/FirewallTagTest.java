package dev.circleoftrust.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The product's published tree of tags, and where the topics hang in it. */
class FirewallTagTest {
  private static final Map<String, Set<String>> CHILDREN =
      Map.of(
          "HTTP", Set.of("REST", "SOAP"),
          "DIRECTORY_SERVICES", Set.of("LDAP"),
          "SSH", Set.of("SCP", "SFTP"),
          "WINDOWS", Set.of("CIM", "POWERSHELL", "WMI", "WINRM"),
          "VCS", Set.of("GIT"),
          "DATABASES", Set.of("JDBC"),
          "ITOM",
              Set.of(
                  "CLOUD_PROVISIONING_GOVERNANCE",
                  "DISCOVERY",
                  "EVENT_MANAGEMENT",
                  "HEALTH_LOG_ANALYTICS",
                  "SERVICE_MAPPING"));
  private static final Set<String> ALONE =
      Set.of(
          "DNS",
          "SNMP",
          "SYSLOG",
          "JAVASCRIPT",
          "GROOVY",
          "DATA_SOURCES",
          "INTEGRATION_HUB",
          "ORCHESTRATION");

  @Test
  void theTreeIsTheProducts() {
    var names = new TreeSet<>(ALONE);
    names.addAll(CHILDREN.keySet());
    CHILDREN.values().forEach(names::addAll);
    assertThat(FirewallTag.values())
        .extracting(FirewallTag::name)
        .containsAll(names)
        .hasSize(names.size());
    for (FirewallTag parent : FirewallTag.values()) {
      for (FirewallTag tag : FirewallTag.values()) {
        assertThat(parent.covers(tag))
            .isEqualTo(
                parent == tag
                    || CHILDREN.getOrDefault(parent.name(), Set.of()).contains(tag.name()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTopicThatRunsCodeCanBeNamedByARule(CodeType type) {
    Set<FirewallTag> tags = FirewallTag.ofTopic(type.topic());
    assertThat(tags)
        .isEqualTo(
            switch (type) {
              case DATA_SOURCE -> Set.of(FirewallTag.JDBC, FirewallTag.DATA_SOURCES);
              case REST_MESSAGE -> Set.of(FirewallTag.REST);
              case COMMAND -> Set.of(FirewallTag.ORCHESTRATION);
              case SCRIPT -> Set.of(FirewallTag.JAVASCRIPT);
            });
    for (FirewallTag tag : tags) {
      var rule = new EccFirewall.Rule(Set.of(tag), EccFirewall.Action.REJECT);
      assertThat(rule.matches(tags)).isTrue();
    }
  }
}
