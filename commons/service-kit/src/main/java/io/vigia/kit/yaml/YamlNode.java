package io.vigia.router.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
final class YamlNode {

  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_ALIASES = 20;
  private static final int MAX_DEPTH = 30;

  private final String file;
  private final Node node;

  private YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  static YamlNode parse(String file, String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setAllowDuplicateKeys(false);
    try {
      Node root = new Composing(options).compose(text);
      if (root == null) {
        throw new RoutingFault(file, 1, "the file is empty");
      }
      return new YamlNode(file, root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new RoutingFault(file, line, String.valueOf(e.getProblem()));
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      throw new RoutingFault(file, 0, String.valueOf(e.getMessage()));
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

  RoutingFault fault(String detail) {
    return new RoutingFault(file, node.getStartMark().getLine() + 1, detail);
  }

  /** The fields of a mapping, after checking that there are no others than the known. */
  Map<String, YamlNode> fields(Set<String> known) {
    Map<String, YamlNode> fields = fields();
    fields.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw value.fault("unknown field '" + name + "'");
          }
        });
    return fields;
  }

  Map<String, YamlNode> fields() {
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

  List<YamlNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw fault("a list is expected here");
    }
    var items = new ArrayList<YamlNode>();
    sequence.getValue().forEach(item -> items.add(new YamlNode(file, item)));
    return items;
  }

  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw fault("a single value is expected here");
    }
    return scalar.getValue();
  }

  /** Plain maps, lists, strings, numbers and booleans, for a JSON mapper to bind. */
  Object plain() {
    if (node instanceof MappingNode) {
      var map = new LinkedHashMap<String, Object>();
      fields().forEach((name, value) -> map.put(name, value.plain()));
      return map;
    }
    if (node instanceof SequenceNode) {
      return items().stream().map(YamlNode::plain).toList();
    }
    String text = text();
    return Optional.of(node.getTag())
        .filter(Tag.BOOL::equals)
        .<Object>map(bool -> Boolean.valueOf(text))
        .orElse(text);
  }
}
