package io.vigia.watcher.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** JSON as YAML that a person would have written; reading it gives the same JSON. */
public final class YamlForm {

  /** Longer lists stand one item a line. */
  private static final int SHORT_LIST = 8;

  /** What YAML takes for a text and our reading of it for a number. */
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

  private YamlForm() {}

  /** Each is a document of its own. */
  public static String of(List<? extends JsonNode> documents) {
    return documents.stream().map(YamlForm::of).collect(Collectors.joining("---\n"));
  }

  static String of(JsonNode document) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setSplitLines(false);
    options.setAllowUnicode(true);
    var text = new StringWriter();
    new Yaml(options).serialize(node(document), text);
    return text.toString();
  }

  private static Node node(JsonNode json) {
    if (json.isObject()) {
      var fields = new ArrayList<NodeTuple>();
      json.properties()
          .forEach(e -> fields.add(new NodeTuple(text(e.getKey()), node(e.getValue()))));
      var style = fields.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
      return new MappingNode(Tag.MAP, fields, style);
    }
    if (json.isArray()) {
      var items = new ArrayList<Node>();
      json.forEach(item -> items.add(node(item)));
      boolean brief = items.size() <= SHORT_LIST && items.stream().allMatch(YamlForm::fits);
      return new SequenceNode(Tag.SEQ, items, brief ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }
    return json.isTextual() ? text(json.textValue()) : scalar(tag(json), json.asText());
  }

  private static boolean fits(Node item) {
    return item instanceof ScalarNode scalar
        && scalar.getValue().length() <= 40
        && scalar.getValue().indexOf('\n') < 0;
  }

  private static Tag tag(JsonNode json) {
    return json.isNull()
        ? Tag.NULL
        : json.isBoolean() ? Tag.BOOL : json.isIntegralNumber() ? Tag.INT : Tag.FLOAT;
  }

  private static ScalarNode text(String text) {
    if (text.contains("\n")) {
      return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.LITERAL);
    }
    return NUMBER.matcher(text).matches()
        ? new ScalarNode(Tag.STR, text, null, null, ScalarStyle.SINGLE_QUOTED)
        : scalar(Tag.STR, text);
  }

  private static ScalarNode scalar(Tag tag, String text) {
    return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
  }
}
