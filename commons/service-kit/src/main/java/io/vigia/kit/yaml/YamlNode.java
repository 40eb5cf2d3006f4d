package io.vigia.kit.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vigia.kit.problem.JsonFault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A piece of a YAML file that knows its line, so that every complaint can name it. */
public final class YamlNode {

  /** What JSON takes for a number; all else stays as it was written: 0777, 1_000, 1:30. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

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
    var documents = new ArrayList<YamlNode>();
    each(file, text, documents::add);
    if (documents.size() > 1) {
      throw documents.get(1).fault("one document is expected");
    }
    return documents.get(0);
  }

  /**
   * The documents of a text, as they are read; empty ones are left out.
   *
   * @throws YamlFault when there is none, or as {@link #parse} does
   */
  public static void each(String file, String text, Consumer<YamlNode> taker) {
    Composition.each(file, text, root -> taker.accept(new YamlNode(file, root)));
  }

  public YamlFault fault(String detail) {
    return new YamlFault(file, FieldLine.of(node), null, detail);
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

  /** The fields of {@link #fields(Set)} that say something: one without a value is absent. */
  public Map<String, YamlNode> stated(Set<String> known) {
    Map<String, YamlNode> fields = fields(known);
    fields.values().removeIf(YamlNode::isNothing);
    return fields;
  }

  /** The same of any fields. */
  public Map<String, YamlNode> stated() {
    Map<String, YamlNode> fields = fields();
    fields.values().removeIf(YamlNode::isNothing);
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
   * What a text stands for.
   *
   * @param parse throws IllegalArgumentException to say what is wrong
   * @throws YamlFault saying so with file and line
   */
  public <T> T checked(Function<String, T> parse) {
    try {
      return parse.apply(text());
    } catch (IllegalArgumentException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  /** Whether nothing stands there: no value, no item, no field. */
  public boolean isEmpty() {
    return node instanceof CollectionNode<?> collection
        ? collection.getValue().isEmpty()
        : Tag.NULL.equals(node.getTag());
  }

  /** Whether no value stands there; an empty list is one. */
  public boolean isNothing() {
    return Tag.NULL.equals(node.getTag());
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /**
   * The line of a field, or of what is nearest to it.
   *
   * @param path such as {@code destinations[0].url}
   */
  public int line(String path) {
    return FieldLine.of(node, path);
  }

  /**
   * Reads it into a record of settings.
   *
   * @throws YamlFault naming the field at fault
   */
  public <T> T bind(ObjectMapper json, Class<T> type) {
    return bind(json, type, Map.of());
  }

  /**
   * Reads it into a record of settings.
   *
   * @param elsewhere fields that do not stand here, such as what another place gives to all
   * @throws YamlFault naming the field at fault
   */
  public <T> T bind(ObjectMapper json, Class<T> type, Map<String, JsonNode> elsewhere) {
    try {
      JsonNode tree = json();
      if (tree instanceof ObjectNode object) {
        elsewhere.forEach(
            (name, value) -> {
              if (!object.hasNonNull(name)) {
                object.set(name, value);
              }
            });
      }
      return json.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      var problem = JsonFault.explain(e);
      String field = problem.field() == null || problem.field().isEmpty() ? null : problem.field();
      throw new YamlFault(file, line(field == null ? "" : field), field, problem.detail());
    }
  }

  /**
   * The same as YAML that anybody may see: without comments, each value that may be secret hidden.
   */
  public String redacted() {
    return Redaction.of(node);
  }

  /** The same as JSON. */
  public JsonNode json() {
    var nodes = JsonNodeFactory.instance;
    if (node instanceof MappingNode) {
      var object = nodes.objectNode();
      fields().forEach((name, value) -> object.set(name, value.json()));
      return object;
    }
    if (node instanceof SequenceNode) {
      var array = nodes.arrayNode();
      items().forEach(item -> array.add(item.json()));
      return array;
    }
    if (Tag.BOOL.equals(node.getTag())) {
      return nodes.booleanNode(bool());
    }
    return node instanceof ScalarNode scalar && scalar.isPlain() ? plain(text()) : textNode();
  }

  private JsonNode textNode() {
    return TextNode.valueOf(text());
  }

  /** A number keeps its digits, should a text be wanted: version 1.10 is not 1.1. */
  private JsonNode plain(String text) {
    if (Tag.NULL.equals(node.getTag())) {
      return NullNode.instance;
    }
    if (!NUMBER.matcher(text).matches()) {
      return textNode();
    }
    return text.matches("-?[0-9]{1,9}")
        ? IntNode.valueOf(Integer.parseInt(text))
        : text.matches("-?[0-9]{1,18}")
            ? LongNode.valueOf(Long.parseLong(text))
            : DecimalNode.valueOf(new BigDecimal(text));
  }
}
