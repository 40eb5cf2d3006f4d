package io.vigia.kit.yaml;

import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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

/**
 * Writes a file so that it can be shown: without comments, and with no value that may be secret.
 */
final class Redaction {

  private static final String SECRET = "<secret>";

  /** Endings of field names; what stands below such a field is secret as a whole. */
  private static final List<String> SECRET_FIELDS =
      List.of("url", "key", "token", "secret", "password", "credentials", "headers", "params");

  private Redaction() {}

  static String of(Node root) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    return dump(redacted(root, false), options);
  }

  private static String dump(Node node, DumperOptions options) {
    var text = new StringWriter();
    new Yaml(options).serialize(node, text);
    return text.toString();
  }

  private static Node redacted(Node node, boolean secret) {
    if (node instanceof MappingNode mapping) {
      List<NodeTuple> fields =
          mapping.getValue().stream()
              .map(
                  field ->
                      new NodeTuple(
                          field.getKeyNode(),
                          redacted(field.getValueNode(), secret || isSecret(field.getKeyNode()))))
              .toList();
      return new MappingNode(Tag.MAP, fields, FlowStyle.BLOCK);
    }
    if (node instanceof SequenceNode sequence) {
      return new SequenceNode(
          Tag.SEQ,
          sequence.getValue().stream().map(item -> redacted(item, secret)).toList(),
          FlowStyle.BLOCK);
    }
    String value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (value.contains("://")) {
      return text(host(value));
    }
    return secret ? text(SECRET) : node;
  }

  private static Node text(String value) {
    return new ScalarNode(Tag.STR, value, null, null, ScalarStyle.PLAIN);
  }

  /** What follows the host may be a token; whoever reads the file on expects an address. */
  private static String host(String address) {
    try {
      URI uri = URI.create(address.strip());
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getHost() == null
          ? SECRET
          : uri.getScheme() + "://" + uri.getHost() + port + "/hidden";
    } catch (IllegalArgumentException e) {
      return SECRET;
    }
  }

  private static boolean isSecret(Node key) {
    String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET_FIELDS.stream().anyMatch(lower::endsWith);
  }
}
