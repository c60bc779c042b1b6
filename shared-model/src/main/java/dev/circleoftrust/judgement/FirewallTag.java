package dev.circleoftrust.judgement;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The product's tags for what an ECC record does. A rule on a parent covers its children. */
public enum FirewallTag {
  DNS(null),
  HTTP(null),
  REST(HTTP),
  SOAP(HTTP),
  DIRECTORY_SERVICES(null),
  LDAP(DIRECTORY_SERVICES),
  SNMP(null),
  SSH(null),
  SCP(SSH),
  SFTP(SSH),
  SYSLOG(null),
  WINDOWS(null),
  CIM(WINDOWS),
  POWERSHELL(WINDOWS),
  WMI(WINDOWS),
  WINRM(WINDOWS),
  JAVASCRIPT(null),
  GROOVY(null),
  VCS(null),
  GIT(VCS),
  DATABASES(null),
  JDBC(DATABASES),
  DATA_SOURCES(null),
  INTEGRATION_HUB(null),
  ITOM(null),
  CLOUD_PROVISIONING_GOVERNANCE(ITOM),
  DISCOVERY(ITOM),
  EVENT_MANAGEMENT(ITOM),
  HEALTH_LOG_ANALYTICS(ITOM),
  SERVICE_MAPPING(ITOM),
  ORCHESTRATION(null);

  private final @Nullable FirewallTag parent;

  FirewallTag(@Nullable FirewallTag parent) {
    this.parent = parent;
  }

  /** The tag that a rule calls {@code name}, in any case. */
  public static Optional<FirewallTag> ofName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Stream.of(values()).filter(tag -> tag.name().equals(upper)).findFirst();
  }

  /** How it is written in the boot file. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tags of the records of {@code topic}; empty where no rule can name it. */
  static Set<FirewallTag> ofTopic(String topic) {
    return switch (topic) {
      case "JDBCProbe" -> Set.of(JDBC, DATA_SOURCES);
      case "RESTProbe" -> Set.of(REST);
      case "SOAPProbe" -> Set.of(SOAP);
      case "JavascriptProbe" -> Set.of(JAVASCRIPT);
      case "LDAPProbe", "LDAPConnectionTesterProbe" -> Set.of(LDAP);
      case "SSHCommand" -> Set.of(SSH);
      case "Command" -> Set.of(ORCHESTRATION);
      case "IPaaSActionProbe" -> Set.of(INTEGRATION_HUB);
      case "HorizontalDiscoveryProbe" -> Set.of(DISCOVERY);
      default -> Set.of();
    };
  }

  boolean covers(FirewallTag tag) {
    for (@Nullable FirewallTag at = tag; at != null; at = at.parent) {
      if (at == this) {
        return true;
      }
    }
    return false;
  }
}
