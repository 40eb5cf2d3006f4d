package io.vigia.router.template;

import io.vigia.router.template.Node.Command;
import io.vigia.router.template.Node.Expression;
import io.vigia.router.template.Node.Pipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the values of pipelines, within bounds. */
final class Evaluator {

  /** Of the output, and of any text on the way, in characters. */
  static final int LONGEST = 1_000_000;

  private static final int MOST_STEPS = 500_000;

  /** Characters that a function reads and writes for the price of a step. */
  private static final int A_STEP = 64;

  private final Instant now;
  private final Variables variables;
  private int steps;

  Evaluator(Instant now, Variables variables) {
    this.now = now;
    this.variables = variables;
  }

  /** The value of a pipeline, kept in its variable if it has one. */
  @Nullable Object value(Pipe pipe, @Nullable Object dot) {
    Object value = null;
    boolean piped = false;
    for (Command command : pipe.commands()) {
      step(pipe.line());
      value = found(command, dot, piped, value, pipe.line());
      piped = true;
    }
    if (!pipe.variables().isEmpty()) {
      variables.assign(pipe, 0, value);
    }
    return value;
  }

  /** Whatever goes wrong in a template is the template's fault. */
  private @Nullable Object found(
      Command command, @Nullable Object dot, boolean piped, @Nullable Object last, int line) {
    try {
      return value(command, dot, piped, last);
    } catch (TemplateFault e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TemplateFault(line, String.valueOf(e.getMessage()));
    }
  }

  /**
   * @param piped whether there is a value of the command before
   */
  private @Nullable Object value(
      Command command, @Nullable Object dot, boolean piped, @Nullable Object last) {
    if (command.first() instanceof Expression.Function function) {
      return function(function.name(), command, dot, piped, last);
    }
    if (command.first() instanceof Expression.Chain chain) {
      return chain(chain, arguments(command, dot, piped, last), dot);
    }
    if (piped) {
      throw new IllegalArgumentException("a value cannot take what the pipe brings");
    }
    return value(command.first(), dot);
  }

  private List<@Nullable Object> arguments(
      Command command, @Nullable Object dot, boolean piped, @Nullable Object last) {
    var arguments = new ArrayList<@Nullable Object>();
    for (Expression argument : command.arguments()) {
      arguments.add(value(argument, dot));
    }
    if (piped) {
      arguments.add(last);
    }
    return arguments;
  }

  private @Nullable Object function(
      String name, Command command, @Nullable Object dot, boolean piped, @Nullable Object last) {
    if (name.equals("and") || name.equals("or")) {
      return firstDeciding(name.equals("or"), command, dot, piped, last);
    }
    try {
      List<@Nullable Object> arguments = arguments(command, dot, piped, last);
      Object result = Functions.call(name, arguments, now);
      if (result instanceof String text && text.length() > LONGEST) {
        throw new IllegalArgumentException("its text has more than " + LONGEST + " characters");
      }
      steps += (length(result) + arguments.stream().mapToInt(Evaluator::length).sum()) / A_STEP;
      return result;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private @Nullable Object firstDeciding(
      boolean decider,
      Command command,
      @Nullable Object dot,
      boolean piped,
      @Nullable Object last) {
    Object value = null;
    for (Expression argument : command.arguments()) {
      value = value(argument, dot);
      if (Values.isTrue(value) == decider) {
        return value;
      }
    }
    if (!piped && command.arguments().isEmpty()) {
      throw new IllegalArgumentException("'and' and 'or' take an argument");
    }
    return piped ? last : value;
  }

  private @Nullable Object value(Expression expression, @Nullable Object dot) {
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Expression.Dot) {
      return dot;
    }
    if (expression instanceof Expression.Variable variable) {
      return variables.get(variable.name());
    }
    if (expression instanceof Expression.Nested nested) {
      return value(nested.pipe(), dot);
    }
    if (expression instanceof Expression.Chain chain) {
      return chain(chain, List.of(), dot);
    }
    return expression instanceof Expression.Function function
        ? Functions.call(function.name(), List.of(), now)
        : null;
  }

  /** The last name of a chain may be a method and gets the arguments. */
  private @Nullable Object chain(
      Expression.Chain chain, List<@Nullable Object> arguments, @Nullable Object dot) {
    Object value = value(chain.base(), dot);
    int left = chain.names().size();
    for (String name : chain.names()) {
      left--;
      if (!(value instanceof Reachable reachable)) {
        throw new IllegalArgumentException(
            Values.kind(value) + " has no field or method '" + name + "'");
      }
      value = reachable.reach(name, left == 0 ? arguments : List.of());
    }
    return value;
  }

  private static int length(@Nullable Object value) {
    return value instanceof String text ? text.length() : 0;
  }

  void step(int line) {
    steps(1, line);
  }

  /** Before they are done: a loop says how often it will go round. */
  void steps(long count, int line) {
    if (count > MOST_STEPS - steps) {
      throw new TemplateFault(line, "it does not come to an end within " + MOST_STEPS + " steps");
    }
    steps += (int) Math.max(0, count);
  }
}
