package io.vigia.kit.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.kit.problem.JsonFault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A piece of a YAML file that knows its line, so that every complaint can name it. */
public final class YamlNode {

  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_ALIASES = 20;
  private static final int MAX_DEPTH = 30;
  private static final int MAX_NODES = 100_000;

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})\\.\\d{1,17}");
  private static final JsonNodeFactory EXACT = JsonNodeFactory.withExactBigDecimals(true);

  private final String file;
  private final Node node;

  private YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /**
   * @param file its name, for messages
   * @throws YamlFault when it is not YAML, or more of it than a person writes
   */
  public static YamlNode parse(String file, String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setAllowDuplicateKeys(false);
    try {
      Node root = new Composing(options).compose(text);
      if (root == null) {
        throw new YamlFault(file, 1, "the file is empty");
      }
      new Extent(file).measure(root, 0);
      return new YamlNode(file, root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new YamlFault(file, line, String.valueOf(e.getProblem()));
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      throw new YamlFault(file, 0, String.valueOf(e.getMessage()));
    }
  }

  private static final class Composing extends SafeConstructor {
    Composing(LoaderOptions options) {
      super(options);
    }

    Node compose(String text) {
      setComposer(
          new org.yaml.snakeyaml.composer.Composer(
              new org.yaml.snakeyaml.parser.ParserImpl(
                  new org.yaml.snakeyaml.reader.StreamReader(text), loadingConfig),
              new org.yaml.snakeyaml.resolver.Resolver(),
              loadingConfig));
      return composer.getSingleNode();
    }
  }

  /** Aliases stand for what they name: few of them make much, and one within itself no end. */
  private static final class Extent {

    private final String file;
    private int nodes;

    Extent(String file) {
      this.file = file;
    }

    void measure(Node node, int depth) {
      nodes++;
      if (nodes > MAX_NODES || depth > MAX_DEPTH) {
        String limit = depth > MAX_DEPTH ? MAX_DEPTH + " levels" : MAX_NODES + " values";
        throw new YamlNode(file, node).fault("more than " + limit + ", its aliases resolved");
      }
      if (node instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          measure(tuple.getKeyNode(), depth + 1);
          measure(tuple.getValueNode(), depth + 1);
        }
      } else if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(item -> measure(item, depth + 1));
      }
    }
  }

  public YamlFault fault(String detail) {
    return new YamlFault(file, node.getStartMark().getLine() + 1, detail);
  }

  /** The fields of a mapping, after checking that there are no others than the known. */
  public Map<String, YamlNode> fields(Set<String> known) {
    Map<String, YamlNode> fields = fields();
    fields.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw value.fault("unknown field '" + name + "'");
          }
        });
    return fields;
  }

  public Map<String, YamlNode> fields() {
    if (!(node instanceof MappingNode mapping)) {
      throw fault("fields are expected here");
    }
    var fields = new LinkedHashMap<String, YamlNode>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = new YamlNode(file, tuple.getKeyNode()).text();
      if (fields.put(name, new YamlNode(file, tuple.getValueNode())) != null) {
        throw new YamlNode(file, tuple.getKeyNode()).fault("'" + name + "' stands here twice");
      }
    }
    return fields;
  }

  /** The same mapping without one of its fields. */
  public YamlNode without(String field) {
    if (!(node instanceof MappingNode mapping)) {
      throw fault("fields are expected here");
    }
    var rest =
        mapping.getValue().stream()
            .filter(
                t -> !(t.getKeyNode() instanceof ScalarNode key && key.getValue().equals(field)))
            .toList();
    return new YamlNode(
        file,
        new MappingNode(
            mapping.getTag(),
            true,
            rest,
            mapping.getStartMark(),
            mapping.getEndMark(),
            mapping.getFlowStyle()));
  }

  public List<YamlNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw fault("a list is expected here");
    }
    var items = new ArrayList<YamlNode>();
    sequence.getValue().forEach(item -> items.add(new YamlNode(file, item)));
    return items;
  }

  /** {@code true} or {@code yes}, {@code false} or {@code no}. */
  public boolean bool() {
    return switch (text().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw fault("'" + text() + "' is neither true nor false");
    };
  }

  public String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw fault("a single value is expected here");
    }
    return scalar.getValue();
  }

  /**
   * Reads it into a record of settings.
   *
   * @throws YamlFault naming the field at fault
   */
  public <T> T bind(ObjectMapper json, Class<T> type) {
    try {
      return json.treeToValue(tree(false), type);
    } catch (JsonProcessingException e) {
      var problem = JsonFault.explain(e);
      throw fault((problem.field() == null ? "" : problem.field() + ": ") + problem.detail());
    }
  }

  /** The same as JSON: numbers, truth values and nothing as such, quoted ones as texts. */
  public JsonNode json() {
    return tree(true);
  }

  /**
   * @param nulls whether an absent value is null; else it is the text that stands there
   */
  private JsonNode tree(boolean nulls) {
    if (node instanceof MappingNode) {
      ObjectNode object = EXACT.objectNode();
      fields().forEach((name, value) -> object.set(name, value.tree(nulls)));
      return object;
    }
    if (node instanceof SequenceNode) {
      ArrayNode array = EXACT.arrayNode();
      items().forEach(item -> array.add(item.tree(nulls)));
      return array;
    }
    if (Tag.BOOL.equals(node.getTag())) {
      return EXACT.booleanNode(bool());
    }
    return nulls && Tag.NULL.equals(node.getTag()) ? EXACT.nullNode() : scalar(text());
  }

  /** Only what reads the same as a number and as a text: where a text is wanted none is lost. */
  private JsonNode scalar(String text) {
    if (Tag.INT.equals(node.getTag()) && INTEGER.matcher(text).matches()) {
      return EXACT.numberNode(Long.parseLong(text));
    }
    if (Tag.FLOAT.equals(node.getTag()) && DECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      return String.valueOf(number).equals(text)
          ? EXACT.numberNode(number)
          : EXACT.numberNode(new BigDecimal(text));
    }
    return EXACT.textNode(text);
  }
}
