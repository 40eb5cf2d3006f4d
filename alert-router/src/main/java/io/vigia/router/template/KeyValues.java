package io.vigia.router.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Labels or annotations; a name that is not there has the value "". */
public record KeyValues(SortedMap<String, String> values) implements Reachable {

  private static final String FIRST = "alertname";

  public KeyValues {
    values = new TreeMap<>(values);
  }

  public static KeyValues of(Map<String, String> values) {
    return new KeyValues(new TreeMap<>(values));
  }

  @Override
  public @Nullable Object reach(String name, List<@Nullable Object> arguments) {
    return switch (name) {
      case "SortedPairs" -> pairs();
      case "Names" -> pairs().reach("Names", List.of());
      case "Values" -> pairs().reach("Values", List.of());
      case "Remove" -> without(arguments);
      default -> values.getOrDefault(name, "");
    };
  }

  /** By name, but the alert's name leads. */
  Pairs pairs() {
    var entries = new ArrayList<Map.Entry<String, String>>();
    String alertname = values.get(FIRST);
    if (alertname != null) {
      entries.add(Map.entry(FIRST, alertname));
    }
    values.entrySet().stream().filter(e -> !e.getKey().equals(FIRST)).forEach(entries::add);
    return new Pairs(entries);
  }

  private KeyValues without(List<@Nullable Object> arguments) {
    if (arguments.size() != 1 || !(arguments.get(0) instanceof Collection<?> names)) {
      throw new IllegalArgumentException("Remove takes a list of names");
    }
    var rest = new TreeMap<>(values);
    names.forEach(rest::remove);
    return new KeyValues(rest);
  }
}
