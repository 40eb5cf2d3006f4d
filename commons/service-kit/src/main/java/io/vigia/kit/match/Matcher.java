package io.vigia.kit.match;

import io.vigia.contracts.Labels;
import java.util.function.Predicate;

/**
 * A label matcher as Alertmanager writes it: {@code name="value"}, {@code !=}, {@code =~}, {@code
 * !~}. A missing label is an empty one; regular expressions are RE2 and match the whole value.
 */
public record Matcher(String text, String label, Predicate<String> value) {

  private static final java.util.regex.Pattern FORM =
      java.util.regex.Pattern.compile(
          "\\s*([a-zA-Z_:][a-zA-Z0-9_:.-]*)\\s*(=~|!~|!=|=)\\s*(\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|[^\"]*?)\\s*");

  /** Characters of a matcher; a longer regular expression is a program nobody reads. */
  static final int MAX_TEXT = 4_000;

  /**
   * @throws IllegalArgumentException with the text and what is wrong
   */
  public static Matcher parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a matcher has at most " + MAX_TEXT + " characters");
    }
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a matcher; write label=\"value\" or one with !=, =~, !~");
    }
    String wanted =
        form.group(4) == null ? form.group(3) : form.group(4).replaceAll("\\\\(.)", "$1");
    return new Matcher(text, form.group(1), predicate(text, form.group(2), wanted));
  }

  public boolean matches(Labels labels) {
    return value.test(labels.get(label));
  }

  private static Predicate<String> predicate(String text, String operator, String wanted) {
    try {
      return switch (operator) {
        case "=" -> wanted::equals;
        case "!=" -> Predicate.not(wanted::equals);
        case "=~" -> Expression.matching(wanted);
        default -> Predicate.not(Expression.matching(wanted));
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
    }
  }
}
