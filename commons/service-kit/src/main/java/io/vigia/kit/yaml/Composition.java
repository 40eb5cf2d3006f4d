package io.vigia.kit.yaml;

import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The documents of a YAML text, none larger than a person writes; one at a time. */
final class Composition {

  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_ALIASES = 20;
  private static final int MAX_DEPTH = 30;
  private static final int MAX_NODES = 100_000;

  private final String file;
  private int nodes;

  private Composition(String file) {
    this.file = file;
  }

  static void each(String file, String text, Consumer<Node> taker) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setAllowDuplicateKeys(false);
    try {
      var parser = new ParserImpl(new StreamReader(text), options);
      var composer = new Composer(parser, new Resolver(), options);
      boolean empty = true;
      while (composer.checkNode()) {
        Node root = composer.getNode();
        new Composition(file).measure(root, 0);
        if (!Tag.NULL.equals(root.getTag())) {
          empty = false;
          taker.accept(root);
        }
      }
      if (empty) {
        throw new YamlFault(file, 1, null, "the file is empty");
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new YamlFault(file, line, null, String.valueOf(e.getProblem()));
    } catch (YAMLException e) {
      throw new YamlFault(file, 0, null, String.valueOf(e.getMessage()));
    }
  }

  /** Aliases stand for what they name: few of them make much, and one within itself no end. */
  private void measure(Node node, int depth) {
    nodes++;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) {
      String limit = depth > MAX_DEPTH ? MAX_DEPTH + " levels" : MAX_NODES + " values";
      int line = node.getStartMark().getLine() + 1;
      throw new YamlFault(file, line, null, "more than " + limit + ", its aliases resolved");
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
