package dev.circleoftrust.mid.boot;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.StringReader;
import java.util.OptionalInt;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One YAML file of this host, read so that it has one meaning. Every complaint names the file, line
 * and column.
 */
final class YamlFile {
  /** The most bytes that a configuration file may have. */
  static final int MAX_SIZE = 64 << 10;

  private static final int MAX_DEPTH = 8;

  private final String name;

  private YamlFile(String name) {
    this.name = name;
  }

  /**
   * The outermost section of a file.
   *
   * @param name what the administrator calls the file
   * @throws ConfigurationException if the file is not one YAML mapping in visible UTF-8
   */
  static YamlSection parse(String name, Bytes content) {
    var file = new YamlFile(name);
    String text = file.decode(content);
    file.refuseInvisible(text);
    Node root = file.compose(text);
    if (root instanceof MappingNode mapping) {
      return new YamlSection(file, "", mapping);
    }
    throw file.refusal(1, 1, "not a YAML mapping");
  }

  ConfigurationException refusal(Node at, String problem) {
    return refusal(at.getStartMark(), problem);
  }

  private String decode(Bytes content) {
    if (content.size() > MAX_SIZE) {
      throw new ConfigurationException("%s has more than %d bytes".formatted(name, MAX_SIZE));
    }
    try {
      return content.toUtf8();
    } catch (MalformedException _) {
      throw new ConfigurationException(name + " is not UTF-8");
    }
  }

  private void refuseInvisible(String text) {
    OptionalInt found = VisibleText.firstInvisible(text);
    if (found.isPresent()) {
      int at = found.getAsInt();
      String before = text.substring(0, at);
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int start = before.lastIndexOf('\n') + 1;
      throw refusal(
          line,
          1 + before.codePointCount(start, at),
          "the invisible character %s: delete it"
              .formatted(VisibleText.name(text.codePointAt(at))));
    }
  }

  /** The nodes as written: nothing is constructed from them, so a tag can make nothing. */
  private Node compose(String text) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root == null) {
        throw refusal(1, 1, "the file is empty");
      }
      return root;
    } catch (MarkedYAMLException e) {
      throw refusal(e.getProblemMark(), "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new ConfigurationException("%s is not YAML: %s".formatted(name, e.getMessage()), e);
    }
  }

  private ConfigurationException refusal(Mark at, String problem) {
    return refusal(at.getLine() + 1, at.getColumn() + 1, problem);
  }

  private ConfigurationException refusal(int line, int column, String problem) {
    return new ConfigurationException(
        "%s, line %d, column %d: %s".formatted(name, line, column, problem));
  }
}
