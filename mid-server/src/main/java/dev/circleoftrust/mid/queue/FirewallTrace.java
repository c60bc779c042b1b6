package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.EccFirewall;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the log what the ECC firewall does, where the boot file says {@code log.level:
 * TRACE}: its rules as they were loaded, and of each record that it looked at the topic, the
 * topic's tags and the rule that decided. Of a record nothing but its topic.
 */
public final class FirewallTrace {
  private static final Logger LOGGER = LoggerFactory.getLogger(FirewallTrace.class);

  private FirewallTrace() {}

  /** Its rules were loaded. */
  public static void loaded(EccFirewall firewall) {
    List<EccFirewall.Rule> rules = firewall.rules();
    LOGGER.atTrace().addKeyValue("rules", rules.size()).log("ECC firewall: rules loaded");
    for (int i = 0; i < rules.size(); i++) {
      LOGGER
          .atTrace()
          .addKeyValue("number", i + 1)
          .addKeyValue("rule", rules.get(i))
          .log("ECC firewall: rule loaded");
    }
  }

  static void decided(Collection<EccFirewall.Decision> decisions) {
    if (LOGGER.isTraceEnabled()) {
      decisions.forEach(FirewallTrace::decided);
    }
  }

  private static void decided(EccFirewall.Decision decision) {
    LOGGER
        .atTrace()
        .addKeyValue("topic", decision.topic())
        .addKeyValue("tags", decision.tags().stream().sorted().toList())
        .addKeyValue("rule", decision.rule() == null ? FirewallAudit.NONE : decision.rule())
        .log(
            decision.rule() == null
                ? "ECC firewall: no rule matches; Code Signing decides"
                : "ECC firewall: a rule decides");
  }
}
