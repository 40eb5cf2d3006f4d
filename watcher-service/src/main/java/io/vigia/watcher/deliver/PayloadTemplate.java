package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any JSON whose texts may hold {@code {{…}}}. A text that is nothing but one placeholder becomes
 * the fact itself: {@code "{{value}}"} a number, {@code "{{samples}}"} a list, and null when there
 * is no such fact.
 */
public final class PayloadTemplate {

  /** Values of all kinds in a template. */
  public static final int MAX_NODES = 1000;

  /** Characters of what it makes. */
  public static final int MAX_RENDERED = 1_048_576;

  private sealed interface Node {
    record Fixed(JsonNode value) implements Node {}

    record Fact(String name) implements Node {}

    record Text(TextTemplate text) implements Node {}

    record Items(List<Node> items) implements Node {}

    record Fields(Map<String, Node> fields) implements Node {}
  }

  private final Node root;

  private PayloadTemplate(Node root) {
    this.root = root;
  }

  /**
   * @param field what a complaint's path begins with
   * @throws IllegalArgumentException such as {@code payload.a.b: {{foo}} is unknown; …}
   */
  public static PayloadTemplate of(String field, JsonNode payload) {
    return new PayloadTemplate(new Reader(field).node(field, payload));
  }

  /**
   * @throws PayloadTooLarge when the facts make it larger than {@link #MAX_RENDERED}
   */
  public JsonNode render(ObjectNode facts) {
    return new Writer(facts).json(root);
  }

  private static final class Reader {

    private final String field;
    private int nodes;

    Reader(String field) {
      this.field = field;
    }

    Node node(String path, JsonNode value) {
      if (++nodes > MAX_NODES) {
        throw new IllegalArgumentException(field + ": at most " + MAX_NODES + " values");
      }
      if (value.isTextual()) {
        TextTemplate text = TextTemplate.of(path, value.textValue());
        Optional<String> only = text.only();
        return only.isPresent() ? new Node.Fact(only.get()) : new Node.Text(text);
      }
      if (value.isArray()) {
        var items = new ArrayList<Node>();
        value.forEach(item -> items.add(node(path + "[" + items.size() + "]", item)));
        return new Node.Items(items);
      }
      return value.isObject() ? fields(path, value) : new Node.Fixed(value);
    }

    private Node fields(String path, JsonNode value) {
      var fields = new LinkedHashMap<String, Node>();
      for (var entry : value.properties()) {
        String below = path + "." + entry.getKey();
        if (entry.getKey().contains("{{")) {
          throw new IllegalArgumentException(below + ": a field's name holds no {{…}}");
        }
        fields.put(entry.getKey(), node(below, entry.getValue()));
      }
      return new Node.Fields(fields);
    }
  }

  /** Counts what goes in while it goes in: a thousand placeholders may name one long list. */
  private static final class Writer {

    private final ObjectNode facts;
    private long written;

    Writer(ObjectNode facts) {
      this.facts = facts;
    }

    JsonNode json(Node node) {
      if (node instanceof Node.Fact named) {
        JsonNode fact = TextTemplate.fact(facts, named.name());
        return counted(fact.isMissingNode() ? JsonNodeFactory.instance.nullNode() : fact);
      }
      if (node instanceof Node.Text text) {
        return counted(TextNode.valueOf(text.text().render(facts)));
      }
      if (node instanceof Node.Items items) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.items().forEach(item -> array.add(json(item)));
        return array;
      }
      if (node instanceof Node.Fields fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.fields().forEach((name, value) -> object.set(name, json(value)));
        return object;
      }
      return ((Node.Fixed) node).value();
    }

    private JsonNode counted(JsonNode value) {
      written += value.toString().length();
      if (written > MAX_RENDERED) {
        throw new PayloadTooLarge();
      }
      return value;
    }
  }
}
