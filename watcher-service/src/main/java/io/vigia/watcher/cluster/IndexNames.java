package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads what a cluster lists, and proposes patterns for what ends in a date or a number. */
final class IndexNames {

  /** {@code -2026.01.31}, {@code _2026-01}, {@code -000017}. */
  private static final Pattern SERIAL =
      Pattern.compile("([-._])(\\d{4}([-._]\\d{1,2}){1,3}|\\d{4,8})$");

  private IndexNames() {}

  /**
   * @param listed the answer of what {@link Dialect#listing} names
   * @return patterns first, then names; without hidden ones
   */
  static List<String> read(JsonNode listed) {
    var names = names(listed, List.of("indices", "aliases", "data_streams"));
    var patterns = new TreeSet<String>();
    for (String name : names) {
      var serial = SERIAL.matcher(name);
      if (serial.find()) {
        patterns.add(serial.replaceFirst("$1*"));
      }
    }
    List<String> all = new ArrayList<>(patterns);
    all.addAll(names);
    return List.copyOf(all);
  }

  /**
   * @return what holds documents itself, each once, also behind aliases: no aliases, no patterns,
   *     no hidden ones
   */
  static List<String> holders(JsonNode listed) {
    var names = names(listed, List.of("indices", "data_streams"));
    listed
        .path("aliases")
        .forEach(alias -> alias.path("indices").forEach(index -> names.add(index.asText())));
    names.removeIf(IndexNames::isHidden);
    return List.copyOf(names);
  }

  private static TreeSet<String> names(JsonNode listed, List<String> kinds) {
    var names = new TreeSet<String>();
    if (listed.isArray()) {
      for (JsonNode row : listed) {
        if (!row.path("status").asText().equals("close")) {
          names.add(row.path("index").asText());
        }
      }
    } else {
      for (String kind : kinds) {
        listed.path(kind).forEach(entry -> names.add(entry.path("name").asText()));
      }
    }
    names.removeIf(IndexNames::isHidden);
    return names;
  }

  private static boolean isHidden(String name) {
    return name.isEmpty() || name.startsWith(".");
  }
}
