package io.vigia.router.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and values in their order, as {@code SortedPairs} gives them. */
public record Pairs(List<Map.Entry<String, String>> entries) implements Reachable {

  public Pairs {
    entries = List.copyOf(entries);
  }

  List<Fields> items() {
    return entries.stream()
        .map(e -> new Fields("a pair", Map.of("Name", e.getKey(), "Value", e.getValue())))
        .toList();
  }

  @Override
  public @Nullable Object reach(String name, List<@Nullable Object> arguments) {
    return switch (name) {
      case "Names" -> entries.stream().map(Map.Entry::getKey).toList();
      case "Values" -> entries.stream().map(Map.Entry::getValue).toList();
      default -> throw Reachable.unknown("a list of pairs", name);
    };
  }
}
