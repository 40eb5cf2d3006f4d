package io.vigia.kit.match;

import io.vigia.kit.match.Matcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Matchers as people write them. First by the rules of Alertmanager since 0.27 (any UTF-8 name, in
 * quotes if need be), then by those before (nearly anything as a value); what both take means the
 * same.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/matcher/parse/parse.go">
 *     Alertmanager, matcher/parse</a>
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/pkg/labels/parse.go">
 *     Alertmanager, pkg/labels</a>
 */
final class MatcherText {

  /** Characters of a text; a longer regular expression is a program nobody reads. */
  static final int MAX = 4_000;

  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";
  private static final String WORD = "([^\\s{}!=~,\\\\\"'`]++)";
  private static final String OPERATOR = "\\s*+(=~|!~|!=|=)\\s*+";

  private static final Pattern ITEM =
      Pattern.compile(
          "\\s*+(?:%s|%s)%s(?:%s|%s)\\s*+(?:,|$)".formatted(QUOTED, WORD, OPERATOR, QUOTED, WORD),
          Pattern.DOTALL);
  private static final Pattern CLASSIC_ITEM =
      Pattern.compile(
          "\\s*+([a-zA-Z_:][a-zA-Z0-9_:]*+)%s(?:%s|([^\"]*?))\\s*".formatted(OPERATOR, QUOTED),
          Pattern.DOTALL);
  private static final Pattern CLASSIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private MatcherText() {}

  /**
   * @throws IllegalArgumentException with the text and what is wrong
   */
  static List<Matcher> read(String text) {
    if (text.length() > MAX) {
      throw new IllegalArgumentException("a matcher has at most " + MAX + " characters");
    }
    String inner = withoutBraces(text.strip());
    List<Matcher> matchers = items(inner);
    return matchers.isEmpty() ? classicItems(text, inner) : matchers;
  }

  static String name(String label) {
    return CLASSIC_NAME.matcher(label).matches() ? label : quoted(label);
  }

  static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String withoutBraces(String text) {
    boolean opens = text.startsWith("{");
    if (opens != text.endsWith("}") && (opens || !CLASSIC_ITEM.matcher(text).matches())) {
      throw new IllegalArgumentException("'" + text + "': a brace is missing");
    }
    return opens ? text.substring(1, text.length() - 1) : text;
  }

  /** None when the text does not follow these rules to its end. */
  private static List<Matcher> items(String text) {
    var matchers = new ArrayList<Matcher>();
    var item = ITEM.matcher(text);
    int at = 0;
    while (at < text.length() && !text.substring(at).isBlank()) {
      item.region(at, text.length());
      if (!item.lookingAt()) {
        return List.of();
      }
      matchers.add(
          Matcher.of(
              either(item.group(1), item.group(2)),
              Operator.of(item.group(3)),
              either(item.group(4), item.group(5))));
      at = item.end();
    }
    return matchers;
  }

  private static List<Matcher> classicItems(String whole, String text) {
    var matchers = new ArrayList<Matcher>();
    for (String part : parts(text)) {
      var item = CLASSIC_ITEM.matcher(part);
      if (!item.matches()) {
        throw new IllegalArgumentException(
            "'" + whole + "' is not a matcher; write label=\"value\" or one with !=, =~, !~");
      }
      matchers.add(
          Matcher.of(
              item.group(1), Operator.of(item.group(2)), either(item.group(3), item.group(4))));
    }
    return matchers;
  }

  /** Between commas that stand outside of quotes; a last one may end the list. */
  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
        continue;
      }
      part.append(c);
      if (c == '\\' && i + 1 < text.length()) {
        part.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
    if (!part.toString().isBlank() || parts.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }

  private static String either(String quoted, String plain) {
    return quoted == null ? plain : unescaped(quoted);
  }

  /** A backslash before anything else stands for itself, as in {@code "\d+"}. */
  private static String unescaped(String quoted) {
    var plain = new StringBuilder();
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char next = quoted.charAt(++i);
      switch (next) {
        case '\\', '"' -> plain.append(next);
        case 'n' -> plain.append('\n');
        default -> plain.append(c).append(next);
      }
    }
    return plain.toString();
  }
}
