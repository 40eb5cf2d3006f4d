package io.vigia.kit.yaml;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where a field stands, counted from line 1. */
final class FieldLine {

  private FieldLine() {}

  static int of(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /** Of the field, or of what is nearest to it. */
  static int of(Node root, String path) {
    Node at = root;
    int line = of(root);
    String rest = path;
    while (!rest.isEmpty()) {
      NodeTuple field = at instanceof MappingNode mapping ? field(mapping, rest) : null;
      if (field != null) {
        line = of(field.getKeyNode());
        at = field.getValueNode();
        rest = rest.substring(name(field).length());
      } else if (at instanceof SequenceNode list && rest.matches("\\[[0-9]{1,9}].*")) {
        int index = Integer.parseInt(rest.substring(1, rest.indexOf(']')));
        if (index >= list.getValue().size()) {
          return line;
        }
        at = list.getValue().get(index);
        line = of(at);
        rest = rest.substring(rest.indexOf(']') + 1);
      } else {
        return line;
      }
      rest = rest.startsWith(".") ? rest.substring(1) : rest;
    }
    return line;
  }

  /** Names may hold dots: the longest that the path begins with. */
  private static @Nullable NodeTuple field(MappingNode mapping, String path) {
    return mapping.getValue().stream()
        .filter(t -> begins(path, name(t)))
        .max(Comparator.comparingInt(t -> name(t).length()))
        .orElse(null);
  }

  private static String name(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }

  private static boolean begins(String path, String name) {
    return path.startsWith(name)
        && !name.isEmpty()
        && (path.length() == name.length() || ".[".indexOf(path.charAt(name.length())) >= 0);
  }
}
