package io.vigia.kit.match;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;

/**
 * A regular expression that a user wrote, in RE2's syntax: matching takes time in proportion to the
 * text, whatever the expression. Repeated repeats, which RE2/J writes out, are bounded here.
 */
public final class Expression {

  static final int MAX_LENGTH = 2_000;

  /** Of the compiled program, in instructions; what a text's each character may cost. */
  private static final int MAX_PROGRAM = 20_000;

  /** Of what the repeats may write out before the program can be measured. */
  private static final double MAX_EXPANSION = 1_000_000;

  private static final java.util.regex.Pattern REPEAT =
      java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

  private Expression() {}

  /**
   * Whether it matches the whole of a text.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Predicate<String> matching(String expression) {
    return compile(expression)::matches;
  }

  /**
   * For whoever looks for parts of a text.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Pattern compile(String expression) {
    if (expression.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a regular expression has at most " + MAX_LENGTH + " characters");
    }
    if (expansion(expression) > MAX_EXPANSION) {
      throw tooLarge();
    }
    try {
      Pattern pattern = Pattern.compile(expression);
      if (pattern.programSize() > MAX_PROGRAM) {
        throw tooLarge();
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** An upper bound: as if all repeats were nested around all of the expression. */
  private static double expansion(String expression) {
    double times = expression.length();
    var repeat = REPEAT.matcher(expression);
    while (repeat.find()) {
      boolean hasMost = repeat.group(2) != null && !repeat.group(2).isEmpty();
      times *= Math.max(1, Integer.parseInt(hasMost ? repeat.group(2) : repeat.group(1)));
    }
    return times;
  }

  private static IllegalArgumentException tooLarge() {
    return new IllegalArgumentException(
        "the regular expression's repeats make it too large; use + or * or smaller numbers");
  }
}
