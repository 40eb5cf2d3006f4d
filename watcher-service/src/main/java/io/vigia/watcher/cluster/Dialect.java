package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cluster is, and whatever differs between such clusters. All are spoken to in what they
 * have in common, so no {@code compatible-with} media type is ever sent: OpenSearch refuses it.
 *
 * @param version as the cluster says it
 */
public record Dialect(Product product, String version, int major, int minor) {

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

  /** Who made it. */
  public enum Product {
    ELASTICSEARCH(7, 9),
    OPENSEARCH(1, 3);

    private final int first;
    private final int last;

    Product(int first, int last) {
      this.first = first;
      this.last = last;
    }

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param root the answer of {@code GET /}
   * @throws Unanswered when it is something else
   */
  static Dialect of(JsonNode root) {
    JsonNode version = root.path("version");
    Matcher number = NUMBER.matcher(version.path("number").asText());
    if (!number.matches()) {
      throw new Unanswered(
          Reason.UNREACHABLE, "what answers there is no Elasticsearch or OpenSearch");
    }
    return new Dialect(
        version.path("distribution").asText().equals("opensearch")
            ? Product.OPENSEARCH
            : Product.ELASTICSEARCH,
        number.group(),
        Integer.parseInt(number.group(1)),
        Integer.parseInt(number.group(2)));
  }

  /** Whether it is one of those that are said to work; others are asked all the same. */
  public boolean supported() {
    return major >= product.first && major <= product.last;
  }

  /** Where indices, aliases and data streams are listed: {@code _resolve} came with 7.9. */
  String listing(String pattern) {
    boolean resolves = product == Product.OPENSEARCH || major > 7 || (major == 7 && minor >= 9);
    return resolves
        ? "/_resolve/index/" + pattern
        : "/_cat/indices/" + pattern + "?format=json&h=index,status";
  }
}
