package dev.circleoftrust.judgement;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ECC firewall of one MID Server: rules from its own boot file, which nothing that travels can
 * change. Judged on the parsed record's topic, never on a header.
 *
 * <p>A rule that rejects wins over any that accepts; among the others the first that matches
 * decides.
 *
 * @param rules in the order of the boot file
 */
public record EccFirewall(List<Rule> rules) {
  /** What a rule does with a record. */
  public enum Action {
    /** Runs it, whoever signed it. */
    ACCEPT,
    /** Denies it. */
    REJECT
  }

  /**
   * One rule.
   *
   * @param tags any of which matches
   * @param action what is done then
   */
  public record Rule(Set<FirewallTag> tags, Action action) {
    public Rule {
      tags = Set.copyOf(tags);
      if (tags.isEmpty()) {
        throw new IllegalArgumentException("a rule names a tag");
      }
    }

    boolean matches(String topic) {
      return FirewallTag.ofTopic(topic).stream()
          .anyMatch(tag -> tags.stream().anyMatch(named -> named.covers(tag)));
    }
  }

  public EccFirewall {
    rules = List.copyOf(rules);
  }

  /** A firewall without rules: Code Signing decides everything. */
  public static EccFirewall none() {
    return new EccFirewall(List.of());
  }

  /** The rule that decides on records of {@code topic}, if one does. */
  public Optional<Rule> decide(String topic) {
    return matching(topic, Action.REJECT).or(() -> matching(topic, Action.ACCEPT));
  }

  /** The rules that are holes in the enforcement of Code Signing. */
  public List<Rule> accepts() {
    return rules.stream().filter(rule -> rule.action() == Action.ACCEPT).toList();
  }

  private Optional<Rule> matching(String topic, Action action) {
    return rules.stream()
        .filter(rule -> rule.action() == action && rule.matches(topic))
        .findFirst();
  }
}
