package dev.circleoftrust.mid.boot;

import dev.circleoftrust.runtime.process.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a configuration file with a closed set of keys: each is asked for by name and type,
 * and {@link #end()} refuses any that nobody asked for. Not for use by several threads.
 */
final class YamlSection {
  private static final int MAX_ELEMENTS = 256;

  /** What a value may look like that is text: 64 hexadecimal digits may look like a number. */
  private static final Set<Tag> TEXT = Set.of(Tag.STR, Tag.INT, Tag.FLOAT);

  private final YamlFile file;
  private final String path;
  private final MappingNode node;
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  /**
   * Opens a mapping.
   *
   * @param path the keys that lead to it, each followed by a dot
   */
  YamlSection(YamlFile file, String path, MappingNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
    for (NodeTuple entry : node.getValue()) {
      String key = scalar(entry.getKeyNode(), Set.of(Tag.STR), "a key");
      if (keys.putIfAbsent(key, entry.getKeyNode()) != null) {
        throw file.refusal(entry.getKeyNode(), "%s%s stands here twice".formatted(path, key));
      }
      values.put(key, entry.getValueNode());
    }
  }

  /** A section that must be there. */
  YamlSection section(String key) {
    return optionalSection(key).orElseThrow(() -> missing(key, "a section"));
  }

  /** A section that may be absent. */
  Optional<YamlSection> optionalSection(String key) {
    return value(key).map(found -> asSection(key, found));
  }

  /** The sections of a list that may be absent. */
  List<YamlSection> sections(String key) {
    return elements(key).stream().map(element -> asSection(key, element)).toList();
  }

  /**
   * A text that must be there, as {@code form} reads it.
   *
   * @param wanted what the administrator is to write, where it is absent or {@code form} throws an
   *     {@link IllegalArgumentException}
   */
  <T> T text(String key, String wanted, Function<String, T> form) {
    return optionalText(key, wanted, form).orElseThrow(() -> missing(key, wanted));
  }

  /** A text that may be absent. */
  <T> Optional<T> optionalText(String key, String wanted, Function<String, T> form) {
    return value(key).map(found -> formed(key, found, wanted, form));
  }

  /** The texts of a list that may be absent. */
  <T> List<T> texts(String key, String wanted, Function<String, T> form) {
    return elements(key).stream().map(element -> formed(key, element, wanted, form)).toList();
  }

  /** An integer that may be absent. */
  Optional<Integer> optionalInteger(String key, int min, int max) {
    String wanted = "an integer from %d to %d".formatted(min, max);
    return value(key)
        .map(found -> {
          String text = scalar(found, Set.of(Tag.INT), path + key + " is " + wanted);
          if (!text.matches("[0-9]{1,9}")
              || Integer.parseInt(text) < min
              || Integer.parseInt(text) > max) {
            throw file.refusal(found, "%s%s is %s".formatted(path, key, wanted));
          }
          return Integer.parseInt(text);
        });
  }

  /** Ends the reading: a key that nobody asked for is refused. */
  void end() {
    for (Map.Entry<String, Node> key : keys.entrySet()) {
      if (!read.contains(key.getKey())) {
        throw file.refusal(
            key.getValue(),
            "%s%s is no key here; the keys are %s"
                .formatted(
                    path, key.getKey(), read.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }

  /** What is wrong with the value of {@code key}, which is there. */
  ConfigurationException refusal(String key, String problem) {
    return file.refusal(values.getOrDefault(key, node), problem);
  }

  private <T> T formed(String key, Node found, String wanted, Function<String, T> form) {
    String text = scalar(found, TEXT, "%s%s is %s".formatted(path, key, wanted));
    try {
      return form.apply(text);
    } catch (IllegalArgumentException _) {
      throw file.refusal(found, "%s%s is %s".formatted(path, key, wanted));
    }
  }

  private YamlSection asSection(String key, Node found) {
    refuseAnchor(found);
    if (found instanceof MappingNode mapping) {
      return new YamlSection(file, path + key + ".", mapping);
    }
    throw file.refusal(found, "%s%s is a section with keys of its own".formatted(path, key));
  }

  private List<Node> elements(String key) {
    Optional<Node> found = value(key);
    if (found.isEmpty()) {
      return List.of();
    }
    refuseAnchor(found.get());
    if (found.get() instanceof SequenceNode list && list.getValue().size() <= MAX_ELEMENTS) {
      return new ArrayList<>(list.getValue());
    }
    throw file.refusal(
        found.get(), "%s%s is a list of at most %d".formatted(path, key, MAX_ELEMENTS));
  }

  private Optional<Node> value(String key) {
    read.add(key);
    return Optional.ofNullable(values.get(key));
  }

  private String scalar(Node found, Set<Tag> types, String wanted) {
    refuseAnchor(found);
    if (found instanceof ScalarNode scalar && types.contains(scalar.getTag())) {
      return scalar.getValue();
    }
    throw file.refusal(found, wanted);
  }

  /** An alias is the node that it stands for, and that one has an anchor. */
  private void refuseAnchor(Node found) {
    if (found.getAnchor() != null) {
      throw file.refusal(found, "an anchor or alias: write the value where it is used");
    }
  }

  private ConfigurationException missing(String key, String wanted) {
    return file.refusal(node, "%s%s is missing: write %s".formatted(path, key, wanted));
  }
}
