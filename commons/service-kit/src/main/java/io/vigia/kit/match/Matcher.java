package io.vigia.kit.match;

import io.vigia.contracts.Labels;
import java.util.List;
import java.util.function.Predicate;

/**
 * A label matcher. A missing label is an empty one; regular expressions are RE2 and match the whole
 * value.
 *
 * @param wanted the value or the expression, without quotes
 * @param value what a label's value is tested by
 */
public record Matcher(String label, Operator operator, String wanted, Predicate<String> value) {

  /** Between label and value. */
  public enum Operator {
    EQUAL("=", true, false),
    NOT_EQUAL("!=", false, false),
    MATCHES("=~", true, true),
    MATCHES_NOT("!~", false, true);

    private final String sign;
    private final boolean equal;
    private final boolean regex;

    Operator(String sign, boolean equal, boolean regex) {
      this.sign = sign;
      this.equal = equal;
      this.regex = regex;
    }

    static Operator of(String sign) {
      for (Operator operator : values()) {
        if (operator.sign.equals(sign)) {
          return operator;
        }
      }
      throw new IllegalArgumentException("'" + sign + "' is no operator");
    }

    /** As Alertmanager's API writes it. */
    public static Operator of(boolean equal, boolean regex) {
      if (regex) {
        return equal ? MATCHES : MATCHES_NOT;
      }
      return equal ? EQUAL : NOT_EQUAL;
    }

    public boolean isEqual() {
      return equal;
    }

    public boolean isRegex() {
      return regex;
    }
  }

  /**
   * @throws IllegalArgumentException naming the matcher whose regular expression is wrong
   */
  public static Matcher of(String label, Operator operator, String wanted) {
    try {
      Predicate<String> holds = operator.isRegex() ? Expression.matching(wanted) : wanted::equals;
      return new Matcher(
          label, operator, wanted, operator.isEqual() ? holds : Predicate.not(holds));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text(label, operator, wanted) + "': " + e.getMessage(), e);
    }
  }

  /**
   * One matcher.
   *
   * @throws IllegalArgumentException with the text and what is wrong
   */
  public static Matcher parse(String text) {
    List<Matcher> matchers = MatcherText.read(text);
    if (matchers.size() != 1) {
      throw new IllegalArgumentException("'" + text + "': one matcher is expected");
    }
    return matchers.get(0);
  }

  /**
   * One or more, in braces or without: {@code {alertname="Down", team=~"a|b"}}.
   *
   * @throws IllegalArgumentException with the text and what is wrong
   */
  public static List<Matcher> parseAll(String text) {
    return MatcherText.read(text);
  }

  public boolean matches(Labels labels) {
    return value.test(labels.get(label));
  }

  /** As Alertmanager writes it: {@code label="value"}. */
  public String text() {
    return text(label, operator, wanted);
  }

  private static String text(String label, Operator operator, String wanted) {
    return MatcherText.name(label) + operator.sign + MatcherText.quoted(wanted);
  }
}
