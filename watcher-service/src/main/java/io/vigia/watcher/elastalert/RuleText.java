package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.kit.yaml.YamlNode;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One YAML document with the types that ElastAlert sees: {@code yes} is a truth, {@code <<} merges.
 * Tags such as {@code !include} are refused: no file of the server is ever read.
 */
final class RuleText {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Scalars scalars = new Scalars();

  /** An alias is the value itself, not a copy. */
  private final Map<Node, Value> values = new IdentityHashMap<>();

  private final int before;

  private RuleText(int before) {
    this.before = before;
  }

  /**
   * @param file its name, for messages
   * @param before lines of the file before this document
   * @throws io.vigia.kit.yaml.YamlFault when it is not YAML, or beyond the bounds of one
   * @throws RuleFault for a tag, or a key that is no text
   */
  static Value read(String file, String text, int before) {
    YamlNode.parse(file, text); // refuses what is too large, too deep or refers to itself
    return new RuleText(before).value(new Yaml().compose(new StringReader(text)));
  }

  private Value value(Node node) {
    Value there = values.get(node);
    if (there == null) {
      there = fresh(node);
      values.put(node, there);
    }
    return there;
  }

  private Value fresh(Node node) {
    int line = before + node.getStartMark().getLine() + 1;
    if (node instanceof MappingNode mapping) {
      standard(node, Tag.MAP, line);
      return mapping(mapping, line);
    }
    if (node instanceof SequenceNode sequence) {
      standard(node, Tag.SEQ, line);
      List<Value> items = sequence.getValue().stream().map(this::value).toList();
      var json = JSON.arrayNode();
      items.forEach(item -> json.add(item.json()));
      return Value.list(line, json, items);
    }
    return Value.single(line, scalars.read((ScalarNode) node, line));
  }

  private Value mapping(MappingNode mapping, int line) {
    var fields = new LinkedHashMap<String, Value>();
    var merged = new ArrayList<Value>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new RuleFault("", line, "a key must be a single value");
      }
      Value value = value(tuple.getValueNode());
      if (Tag.MERGE.equals(key.getTag())) {
        merged.addAll(value.each());
      } else if (fields.put(key.getValue(), value) != null) {
        throw new RuleFault(key.getValue(), value.line(), "stands here twice");
      }
    }
    merged.forEach(part -> part.fields().forEach(fields::putIfAbsent));
    var json = JSON.objectNode();
    fields.forEach((name, value) -> json.set(name, value.json()));
    return Value.mapping(line, json, fields);
  }

  private static void standard(Node node, Tag expected, int line) {
    if (!expected.equals(node.getTag())) {
      throw foreign(node, line);
    }
  }

  private static RuleFault foreign(Node node, int line) {
    return new RuleFault(
        "",
        line,
        "the tag "
            + node.getTag().getValue()
            + " is not followed: no file is read and no code runs; write its content in its place");
  }

  /** Single values, with the types of YAML 1.1, which ElastAlert reads. */
  private static final class Scalars extends SafeConstructor {

    Scalars() {
      super(new LoaderOptions());
    }

    JsonNode read(ScalarNode node, int line) {
      Tag tag = node.getTag();
      if (Tag.STR.equals(tag) || Tag.TIMESTAMP.equals(tag)) {
        return JSON.textNode(node.getValue());
      }
      if (!tag.startsWith(Tag.PREFIX)) {
        throw foreign(node, line);
      }
      try {
        return json(constructObject(node), node.getValue());
      } catch (YAMLException | NumberFormatException e) {
        throw new RuleFault("", line, "'" + node.getValue() + "' cannot be read");
      }
    }

    private static JsonNode json(@Nullable Object value, String text) {
      if (value == null) {
        return JSON.nullNode();
      }
      if (value instanceof Boolean truth) {
        return JSON.booleanNode(truth);
      }
      if (value instanceof Integer || value instanceof Long) {
        return JSON.numberNode(((Number) value).longValue());
      }
      if (value instanceof BigInteger number) {
        return JSON.numberNode(number);
      }
      return value instanceof Double number && Double.isFinite(number)
          ? JSON.numberNode(number)
          : JSON.textNode(text);
    }
  }
}
