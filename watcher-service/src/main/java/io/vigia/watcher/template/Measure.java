package io.vigia.watcher.template;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.CeilingFunction;
import com.ezylang.evalex.functions.basic.CoalesceFunction;
import com.ezylang.evalex.functions.basic.FloorFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.functions.basic.Log10Function;
import com.ezylang.evalex.functions.basic.MaxFunction;
import com.ezylang.evalex.functions.basic.MinFunction;
import com.ezylang.evalex.functions.basic.RoundFunction;
import com.ezylang.evalex.functions.basic.SqrtFunction;
import com.ezylang.evalex.parser.ParseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a number is got out of a bucket: a path ({@code v.value}; numbers count list items), or an
 * expression over paths with {@code + - * / ^ %}, comparisons, {@code && ||}, {@code NULL} and the
 * functions ABS, CEILING, COALESCE, FLOOR, IF, LOG10, MAX, MIN, ROUND and SQRT. Where something is
 * not there the result is none, unless COALESCE says what else.
 */
final class Measure {

  private static final int LONGEST = 500;

  private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(\\.\\w+)*");
  private static final Pattern PATHS =
      Pattern.compile("(?<![\\w.])" + PATH.pattern() + "(?![\\w.]|\\s*\\()");
  private static final Set<String> WORDS = Set.of("NULL", "TRUE", "FALSE");

  private static final ExpressionConfiguration LANGUAGE =
      ExpressionConfiguration.builder()
          .arraysAllowed(false)
          .structuresAllowed(false)
          .functionDictionary(
              MapBasedFunctionDictionary.ofFunctions(
                  Map.entry("ABS", new AbsFunction()),
                  Map.entry("CEILING", new CeilingFunction()),
                  Map.entry("COALESCE", new CoalesceFunction()),
                  Map.entry("FLOOR", new FloorFunction()),
                  Map.entry("IF", new IfFunction()),
                  Map.entry("LOG10", new Log10Function()),
                  Map.entry("MAX", new MaxFunction()),
                  Map.entry("MIN", new MinFunction()),
                  Map.entry("ROUND", new RoundFunction()),
                  Map.entry("SQRT", new SqrtFunction())))
          .build();

  private final String formula;
  private final Map<String, String> variables = new LinkedHashMap<>();

  private Measure(String text) {
    this.formula =
        PATHS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(variable(found.group())));
  }

  /**
   * @throws IllegalArgumentException when it is neither
   */
  static Measure of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("at most " + LONGEST + " characters");
    }
    var measure = new Measure(text.strip());
    try {
      new Expression(measure.formula, LANGUAGE).validate();
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is neither a path nor an expression: " + e.getMessage(), e);
    }
    return measure;
  }

  private String variable(String path) {
    if (WORDS.contains(path)) {
      return path;
    }
    return variables.computeIfAbsent(path, p -> "v" + variables.size());
  }

  /** The paths in it. */
  Set<String> paths() {
    return new TreeSet<>(variables.keySet());
  }

  /** None when something is not there, or it has no result. */
  @Nullable Double in(JsonNode bucket) {
    if (formula.equals("v0")) {
      return number(bucket, variables.keySet().iterator().next());
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    variables.forEach((path, variable) -> values.put(variable, number(bucket, path)));
    try {
      var result = new Expression(formula, LANGUAGE).withValues(values).evaluate();
      return result.isNumberValue() ? finite(result.getNumberValue().doubleValue()) : null;
    } catch (EvaluationException | ParseException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Double number(JsonNode bucket, String path) {
    JsonNode at = bucket;
    for (String name : path.split("\\.", -1)) {
      at =
          at.isArray() && name.matches("\\d{1,4}")
              ? at.path(Integer.parseInt(name))
              : at.path(name);
    }
    return at.isNumber() ? finite(at.doubleValue()) : null;
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }
}
