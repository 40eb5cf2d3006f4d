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
      if (found.end() == end && found.start() == end && end > 0) {
        continue; // nothing, right behind a match: Go does not count it
      }
      result.append(text, end, found.start());
      expand(replacement, found, pattern, result);
      end = found.end();
    }
    return result.append(text.substring(end)).toString();
  }

  private static final java.util.regex.Pattern REFERENCE =
      java.util.regex.Pattern.compile("\\$(\\$|\\{(\\w+)}|(\\w+))");

  /** {@code $1} is a group, and {@code $1x} the group named "1x", which is not there: "". */
  private static void expand(
      String replacement, Matcher found, Pattern pattern, StringBuilder into) {
    var reference = REFERENCE.matcher(replacement);
    int end = 0;
    while (reference.find() && into.length() <= Evaluator.LONGEST) {
      String name = reference.group(2) == null ? reference.group(3) : reference.group(2);
      into.append(replacement, end, reference.start())
          .append(name == null ? "$" : group(name, found, pattern));
      end = reference.end();
    }
    into.append(replacement, end, replacement.length());
  }

  private static String group(String name, Matcher found, Pattern pattern) {
    Integer number =
        name.matches("\\d{1,6}") ? Integer.valueOf(name) : pattern.namedGroups().get(name);
    String value = number == null || number > found.groupCount() ? null : found.group(number);
    return value == null ? "" : value;
  }
}
