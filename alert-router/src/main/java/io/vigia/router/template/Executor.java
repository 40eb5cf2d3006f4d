package io.vigia.router.template;

import io.vigia.router.template.Node.Command;
import io.vigia.router.template.Node.Expression;
import io.vigia.router.template.Node.Pipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a template once. Steps, output and depth are bounded; beyond, it fails. */
final class Executor {

  /** Of the output, and of any text on the way, in characters. */
  static final int LONGEST = 1_000_000;

  private static final int MOST_STEPS = 500_000;
  private static final int DEEPEST = 60;

  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private static final class Scope {
    final String name;
    @Nullable Object value;

    Scope(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  private final Map<String, List<Node>> definitions;
  private final Instant now;
  private final boolean isHtml;
  private final StringBuilder output = new StringBuilder();
  private List<Scope> variables = new ArrayList<>();
  private int steps;
  private int depth;

  Executor(Map<String, List<Node>> definitions, Instant now, boolean isHtml) {
    this.definitions = definitions;
    this.now = now;
    this.isHtml = isHtml;
  }

  /**
   * @throws TemplateFault naming the line
   */
  String run(List<Node> body, Object data) {
    variables.add(new Scope("$", data));
    all(body, data);
    return output.toString();
  }

  private Flow all(List<Node> nodes, @Nullable Object dot) {
    int outer = variables.size();
    for (Node node : nodes) {
      Flow flow = one(node, dot);
      if (flow != Flow.ON) {
        forget(outer);
        return flow;
      }
    }
    forget(outer);
    return Flow.ON;
  }

  private void forget(int outer) {
    variables.subList(outer, variables.size()).clear();
  }

  private Flow one(Node node, @Nullable Object dot) {
    step(node.line());
    if (node instanceof Node.Text text) {
      write(text.text(), node.line());
    } else if (node instanceof Node.Action action) {
      Object value = value(action.pipe(), dot);
      if (action.pipe().variables().isEmpty()) {
        write(value, node.line());
      }
    } else if (node instanceof Node.If branch) {
      return branch(branch.pipe(), branch.then(), branch.otherwise(), dot, false);
    } else if (node instanceof Node.With branch) {
      return branch(branch.pipe(), branch.then(), branch.otherwise(), dot, true);
    } else if (node instanceof Node.Range range) {
      return range(range, dot);
    } else if (node instanceof Node.Call call) {
      call(call, dot);
    } else {
      return node instanceof Node.Break ? Flow.BREAK : Flow.CONTINUE;
    }
    return Flow.ON;
  }

  private Flow branch(
      Pipe pipe, List<Node> then, List<Node> otherwise, @Nullable Object dot, boolean rebinds) {
    int outer = variables.size();
    Object value = value(pipe, dot);
    Flow flow = Values.isTrue(value) ? all(then, rebinds ? value : dot) : all(otherwise, dot);
    forget(outer);
    return flow;
  }

  private Flow range(Node.Range range, @Nullable Object dot) {
    int outer = variables.size();
    Pipe pipe = range.pipe();
    var entries = entries(value(bare(pipe), dot), range.line());
    Flow flow = Flow.ON;
    for (var entry : entries) {
      int names = pipe.variables().size();
      if (names > 0) {
        assign(pipe, 0, names == 1 ? entry[1] : entry[0]);
      }
      if (names > 1) {
        assign(pipe, 1, entry[1]);
      }
      flow = all(range.each(), entry[1]);
      if (pipe.declares()) {
        forget(outer);
      }
      if (flow == Flow.BREAK) {
        break;
      }
    }
    if (entries.isEmpty()) {
      flow = all(range.otherwise(), dot);
      forget(outer);
      return flow;
    }
    forget(outer);
    return Flow.ON;
  }

  private static Pipe bare(Pipe pipe) {
    return new Pipe(List.of(), false, pipe.commands(), pipe.line());
  }

  /** Key and value of each; a list's keys are its places. */
  private static List<@Nullable Object[]> entries(@Nullable Object value, int line) {
    var entries = new ArrayList<@Nullable Object[]>();
    if (value instanceof KeyValues pairs) {
      pairs.values().forEach((name, text) -> entries.add(new Object[] {name, text}));
      return entries;
    }
    if (value == null) {
      return entries;
    }
    List<?> items = Values.items(value);
    if (items == null && value instanceof Long count && count <= MOST_STEPS) {
      for (long i = 0; i < count; i++) {
        entries.add(new Object[] {i, i});
      }
      return entries;
    }
    if (items == null) {
      throw new TemplateFault(line, "range goes over lists and maps, not " + Values.kind(value));
    }
    for (Object item : items) {
      entries.add(new Object[] {(long) entries.size(), item});
    }
    return entries;
  }

  private void call(Node.Call call, @Nullable Object dot) {
    List<Node> body = definitions.get(call.template());
    if (body == null) {
      throw new TemplateFault(call.line(), "there is no template '" + call.template() + "'");
    }
    if (++depth > DEEPEST) {
      throw new TemplateFault(call.line(), "templates call one another too deeply");
    }
    Object data = call.data().isPresent() ? value(call.data().get(), dot) : null;
    List<Scope> callers = variables;
    variables = new ArrayList<>(List.of(new Scope("$", data)));
    all(body, data);
    variables = callers;
    depth--;
  }

  private @Nullable Object value(Pipe pipe, @Nullable Object dot) {
    Object value = null;
    boolean piped = false;
    for (Command command : pipe.commands()) {
      step(pipe.line());
      try {
        value = value(command, dot, piped, value);
      } catch (IllegalArgumentException e) {
        throw new TemplateFault(pipe.line(), String.valueOf(e.getMessage()));
      }
      piped = true;
    }
    if (!pipe.variables().isEmpty()) {
      assign(pipe, 0, value);
    }
    return value;
  }

  private void assign(Pipe pipe, int which, @Nullable Object value) {
    String name = pipe.variables().get(which);
    if (pipe.declares()) {
      variables.add(new Scope(name, value));
    } else {
      variable(name).value = value;
    }
  }

  private Scope variable(String name) {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).name.equals(name)) {
        return variables.get(i);
      }
    }
    throw new IllegalArgumentException("there is no variable '" + name + "'");
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
      Object result = Functions.call(name, arguments(command, dot, piped, last), now);
      if (result instanceof String text && text.length() > LONGEST) {
        throw new IllegalArgumentException("its text has more than " + LONGEST + " characters");
      }
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
      return variable(variable.name()).value;
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

  private void step(int line) {
    if (++steps > MOST_STEPS) {
      throw new TemplateFault(line, "it does not come to an end within " + MOST_STEPS + " steps");
    }
  }

  private void write(@Nullable Object value, int line) {
    String text = Values.text(value);
    write(isHtml && !(value instanceof SafeHtml) ? Html.escape(text, output) : text, line);
  }

  private void write(String text, int line) {
    if (output.length() + text.length() > LONGEST) {
      throw new TemplateFault(line, "it writes more than " + LONGEST + " characters");
    }
    output.append(text);
  }
}
