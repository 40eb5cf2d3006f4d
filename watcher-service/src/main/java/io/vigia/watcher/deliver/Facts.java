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

  /** As JSON; without samples, and without top values, when it would be too long with them. */
  static String written(ObjectNode facts) {
    String text = facts.toString();
    if (text.length() <= MAX_CHARACTERS) {
      return text;
    }
    ObjectNode fewer = facts.deepCopy();
    for (String name : SPARED) {
      if (text.length() > MAX_CHARACTERS && fewer.has(name)) {
        fewer.putArray(name);
        text = fewer.toString();
      }
    }
    return text;
  }
}
