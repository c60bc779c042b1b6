package dev.circleoftrust.judgement;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    ACCEPT("accept"),
    /** Denies it. */
    REJECT("reject");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /** How it is written in the boot file. */
    public String word() {
      return word;
    }
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

    boolean matches(Set<FirewallTag> tagged) {
      return tagged.stream().anyMatch(tag -> tags.stream().anyMatch(named -> named.covers(tag)));
    }

    /** The rule in words, the same for the same rule: {@code accept ldap,rest}. */
    @Override
    public String toString() {
      String named = tags.stream().sorted().map(FirewallTag::label).collect(joining(","));
      return action.word() + " " + named;
    }
  }

  /**
   * What the firewall says of a record.
   *
   * @param topic the topic that it was judged by
   * @param tags the tags of that topic; empty where no rule can name it
   * @param rule the rule that decides; absent where Code Signing does
   */
  public record Decision(String topic, Set<FirewallTag> tags, @Nullable Rule rule) {
    public Decision {
      tags = Set.copyOf(tags);
    }

    boolean rejects() {
      return rule != null && rule.action() == Action.REJECT;
    }
  }

  public EccFirewall {
    rules = List.copyOf(rules);
  }

  /** A firewall without rules: Code Signing decides everything. */
  public static EccFirewall none() {
    return new EccFirewall(List.of());
  }

  /** What it says of records of {@code topic}. */
  public Decision decide(String topic) {
    Set<FirewallTag> tags = FirewallTag.ofTopic(topic);
    @Nullable Rule rule = matching(tags, Action.REJECT);
    return new Decision(topic, tags, rule == null ? matching(tags, Action.ACCEPT) : rule);
  }

  /** Whether any rule accepts. */
  boolean mayAccept() {
    for (Rule rule : rules) {
      if (rule.action() == Action.ACCEPT) {
        return true;
      }
    }
    return false;
  }

  /** The rules that are holes in the enforcement of Code Signing. */
  public List<Rule> accepts() {
    return rules.stream().filter(rule -> rule.action() == Action.ACCEPT).toList();
  }

  private @Nullable Rule matching(Set<FirewallTag> tags, Action action) {
    for (Rule rule : rules) {
      if (rule.action() == action && rule.matches(tags)) {
        return rule;
      }
    }
    return null;
  }
}
