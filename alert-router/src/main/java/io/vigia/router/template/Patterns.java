package io.vigia.router.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.vigia.kit.match.Expression;

/** Regular expressions as Go's functions use them: anywhere in the text, with {@code $1}. */
final class Patterns {

  private Patterns() {}

  static boolean matches(String expression, String text) {
    return Expression.compile(expression).matcher(text).find();
  }

  static String replaceAll(String expression, String replacement, String text) {
    Pattern pattern = Expression.compile(expression);
    Matcher found = pattern.matcher(text);
    var result = new StringBuilder();
    int end = 0;
    while (found.find() && result.length() <= Evaluator.LONGEST) {
      result.append(text, end, found.start()).append(expanded(replacement, found, pattern));
      end = found.end();
    }
    return result.append(text.substring(end)).toString();
  }

  private static final java.util.regex.Pattern REFERENCE =
      java.util.regex.Pattern.compile("\\$(\\$|\\{(\\w+)}|(\\w+))");

  /** {@code $1} is a group, and {@code $1x} the group named "1x", which is not there: "". */
  private static String expanded(String replacement, Matcher found, Pattern pattern) {
    return REFERENCE
        .matcher(replacement)
        .replaceAll(
            reference -> {
              String name = reference.group(2) == null ? reference.group(3) : reference.group(2);
              String value = name == null ? "$" : group(name, found, pattern);
              return java.util.regex.Matcher.quoteReplacement(value);
            });
  }

  private static String group(String name, Matcher found, Pattern pattern) {
    Integer number =
        name.matches("\\d{1,6}") ? Integer.valueOf(name) : pattern.namedGroups().get(name);
    String value = number == null || number > found.groupCount() ? null : found.group(number);
    return value == null ? "" : value;
  }
}
