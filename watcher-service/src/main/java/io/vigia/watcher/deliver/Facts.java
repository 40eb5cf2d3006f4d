package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * The names that {@code {{…}}} may use in payloads, labels, annotations, links and targets. Those
 * of {@link #OPEN} are followed by a dot and a name of their own, which may itself hold dots:
 * {@code {{key.service.name}}}.
 */
public final class Facts {

  /**
   * {@code status} is {@code firing}, {@code resolved} or {@code still_firing}; times are ISO-8601;
   * {@code from} and {@code to} bound the window; {@code samples} is a list of documents, {@code
   * top} a list of the most frequent values.
   */
  public static final Set<String> NAMES =
      Set.of(
          "tenant",
          "watcher",
          "template",
          "cluster",
          "index",
          "alertname",
          "severity",
          "status",
          "value",
          "summary",
          "starts_at",
          "at",
          "from",
          "to",
          "fingerprint",
          "link",
          "samples",
          "top",
          "key",
          "labels",
          "annotations");

  /** Names of which a part may be named. */
  public static final Set<String> OPEN = Set.of("key", "labels", "annotations");

  /** Characters of the facts of one change. */
  static final int MAX_CHARACTERS = 262_144;

  /** What goes first when there is no room. */
  private static final List<String> SPARED = List.of("samples", "top");

  private Facts() {}

  /** Without samples, and without top values, when they would be too long with them. */
  static ObjectNode fitting(ObjectNode facts) {
    ObjectNode fewer = facts;
    for (String name : SPARED) {
      if (fewer.has(name) && fewer.toString().length() > MAX_CHARACTERS) {
        fewer = fewer.deepCopy();
        fewer.putArray(name);
      }
    }
    return fewer;
  }

  /** That the watcher looks at. */
  static String cluster(ObjectNode facts) {
    return facts.path("cluster").asText("default");
  }
}
