package io.vigia.watcher.elastalert;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with places to fill: Python's, and the simple ones of Jinja, as {@code {{…}}}. */
final class Format {

  private static final Pattern PYTHON =
      Pattern.compile("\\{\\{|}}|\\{([^{}!:]*)((?:![a-z])?(?::[^{}]*)?)}");
  private static final Pattern JINJA = Pattern.compile("\\{\\{-?(.*?)-?}}", Pattern.DOTALL);
  private static final Pattern JINJA_NAME =
      Pattern.compile("\\s*([\\w@.\\-]+|_data\\[['\"]([^'\"]+)['\"]])\\s*(\\|.*)?", Pattern.DOTALL);
  private static final Pattern PROPERTY = Pattern.compile("\\$(\\w+)\\$");

  private final String field;
  private final Names names;
  private final Draft draft;

  Format(String field, Names names, Draft draft) {
    this.field = field;
    this.names = names;
    this.draft = draft;
  }

  /** A text without places: its braces must not become some. */
  static String literal(String text) {
    return text.replace("{{", "{ {").replace("}}", "} }");
  }

  /**
   * Python's {@code "{0} of {name}"}.
   *
   * @param arguments by number
   * @param named by name
   */
  String python(String text, List<String> arguments, Map<String, String> named) {
    Matcher place = PYTHON.matcher(text);
    var filled = new StringBuilder();
    int next = 0;
    while (place.find()) {
      String fill;
      if (place.group(1) == null) {
        fill = place.group().equals("{{") ? "{ " : " }";
      } else {
        String which = place.group(1).isBlank() ? String.valueOf(next++) : place.group(1).strip();
        fill = argument(which, arguments, named);
        if (!place.group(2).isEmpty()) {
          draft.changed(field, "the form '" + place.group(2) + "' is not applied", "");
        }
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(fill));
    }
    return place.appendTail(filled).toString();
  }

  private String argument(String which, List<String> arguments, Map<String, String> named) {
    if (which.matches("\\d{1,3}")) {
      int at = Integer.parseInt(which);
      if (at < arguments.size()) {
        return names.of(field, arguments.get(at));
      }
    } else if (named.containsKey(which)) {
      return names.of(field, named.get(which));
    }
    draft.changed(field, "there is no argument for {" + which + "}", "");
    return "(" + which + ")";
  }

  /** The name of a field of a payload: it holds no places. */
  String key(String name) {
    if (!name.contains("{{")) {
      return name;
    }
    draft.changed(field, "the name '" + name + "' is taken as it is, without its places", "");
    return name.replaceAll("[{}\\s]", "");
  }

  /** What a name stands for. */
  String name(String name) {
    return names.of(field, name);
  }

  /** Jinja's {@code {{ name }}}; filters are left out. */
  String jinja(String text) {
    if (text.contains("{%") || text.contains("{#")) {
      draft.lost(
          field,
          "conditions and loops of Jinja have no counterpart; the text is left out",
          "write it with the names that alerts have here");
      return "";
    }
    Matcher place = JINJA.matcher(text);
    var filled = new StringBuilder();
    while (place.find()) {
      Matcher name = JINJA_NAME.matcher(place.group(1));
      String fill = "(see samples)";
      if (name.matches()) {
        fill = names.of(field, name.group(2) == null ? name.group(1) : name.group(2));
        if (name.group(3) != null) {
          draft.changed(field, "the filter '" + name.group(3).strip() + "' is not applied", "");
        }
      } else {
        draft.changed(field, "'" + place.group().strip() + "' is more than a name", "");
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(fill));
    }
    return place.appendTail(filled).toString();
  }

  /** {@code $property$} of the rule, and no places otherwise. */
  String properties(String text) {
    Matcher place = PROPERTY.matcher(literal(text));
    var filled = new StringBuilder();
    while (place.find()) {
      place.appendReplacement(filled, Matcher.quoteReplacement(names.of(field, place.group(1))));
    }
    return place.appendTail(filled).toString();
  }
}
