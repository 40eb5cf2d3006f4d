package io.vigia.watcher.discover;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Indices that are one series by their names: those that differ only by the date or the number at
 * their end, which age without anything being wrong. Pure.
 */
final class Families {

  /** A date from year to hour, or a roll-over's number, and what joins it to the name. */
  private static final Pattern END =
      Pattern.compile(
          "[-_.]?(?:(?:19|20)\\d{2}(?:[-_.]?\\d{2}){0,3}|(?:19|20)\\d{2}[-_.][wW]\\d{2}|\\d{6})$");

  private Families() {}

  static List<Found> of(Collection<String> indices) {
    Map<String, String> patterns = new LinkedHashMap<>();
    indices.stream()
        .filter(name -> !name.startsWith("."))
        .sorted()
        .forEach(
            name -> {
              String stem = stem(name);
              patterns.merge(stem, stem.equals(name) ? name : pattern(name, stem), Families::both);
            });
    var found = new ArrayList<Found>();
    patterns.forEach(
        (stem, pattern) -> found.add(new Found(stem, null, pattern, null, null, null, null)));
    return found;
  }

  /** The name without its date and number: {@code logs-2026.11.21-000001} is {@code logs}. */
  static String stem(String name) {
    String stem = name;
    for (String shorter = cut(stem); !shorter.equals(stem); shorter = cut(stem)) {
      stem = shorter;
    }
    return stem;
  }

  private static String cut(String name) {
    String shorter = END.matcher(name).replaceFirst("");
    return shorter.isEmpty() ? name : shorter;
  }

  /** The stem, with what joins the date to it. */
  private static String pattern(String name, String stem) {
    char joint = name.charAt(stem.length());
    return Character.isDigit(joint) ? stem + "*" : stem + joint + "*";
  }

  private static String both(String one, String other) {
    return one.equals(other) || List.of(one.split(",", -1)).contains(other)
        ? one
        : one + "," + other;
  }
}
