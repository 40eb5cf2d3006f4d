package io.vigia.router.template;

import io.vigia.router.template.Node.Command;
import io.vigia.router.template.Node.Expression;
import io.vigia.router.template.Node.Pipe;
import io.vigia.router.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the pipeline of one action. */
final class PipeParser {

  private static final int DEEPEST = 50;

  private final List<Token> words;
  private final int line;
  private int at;
  private int depth;

  private PipeParser(List<Token> words, int line) {
    this.words = words;
    this.line = line;
  }

  static Pipe parse(List<Token> words, int line) {
    var parser = new PipeParser(words, line);
    Pipe pipe = parser.pipe();
    if (parser.at < words.size()) {
      throw parser.unexpected();
    }
    return pipe;
  }

  private Pipe pipe() {
    if (++depth > DEEPEST) {
      throw fault("parentheses are nested too deeply");
    }
    var variables = new ArrayList<String>();
    boolean declares = declared(variables);
    var commands = new ArrayList<>(List.of(command()));
    while (at < words.size() && words.get(at).is("|")) {
      at++;
      commands.add(command());
    }
    for (Command later : commands.subList(1, commands.size())) {
      if (later.first() instanceof Expression.Literal) {
        throw fault("a value cannot take what the pipe brings");
      }
    }
    depth--;
    return new Pipe(variables, declares, commands, line);
  }

  /** Takes {@code $a, $b :=} or {@code $a =} if that is how it begins. */
  private boolean declared(List<String> variables) {
    int end = at;
    while (end < words.size() && words.get(end).kind() == Kind.VARIABLE) {
      boolean hasNext = end + 1 < words.size();
      if (hasNext && (words.get(end + 1).is(":=") || words.get(end + 1).is("="))) {
        for (int i = at; i <= end; i += 2) {
          variables.add(words.get(i).text());
        }
        at = end + 2;
        return words.get(end + 1).is(":=");
      }
      if (!hasNext || !words.get(end + 1).is(",")) {
        return false;
      }
      end += 2;
    }
    return false;
  }

  private Command command() {
    if (at >= words.size() || words.get(at).is("|") || words.get(at).is(")")) {
      throw fault("a value is missing");
    }
    Expression first = operand();
    var arguments = new ArrayList<Expression>();
    while (at < words.size() && !words.get(at).is("|") && !words.get(at).is(")")) {
      arguments.add(operand());
    }
    if (!arguments.isEmpty()
        && !(first instanceof Expression.Function || first instanceof Expression.Chain)) {
      throw fault("only functions and methods take arguments");
    }
    return new Command(first, arguments);
  }

  private Expression operand() {
    Token word = words.get(at++);
    Expression base =
        switch (word.kind()) {
          case STRING -> new Expression.Literal(word.text());
          case NUMBER -> new Expression.Literal(number(word.text()));
          case DOT -> new Expression.Dot();
          case VARIABLE -> new Expression.Variable(word.text());
          case FIELD -> new Expression.Chain(new Expression.Dot(), List.of(word.text()));
          case NAME -> named(word.text());
          case SIGN -> nested(word);
        };
    var names = new ArrayList<String>();
    while (at < words.size() && words.get(at).kind() == Kind.FIELD && words.get(at).isGlued()) {
      names.add(words.get(at++).text());
    }
    if (names.isEmpty()) {
      return base;
    }
    if (base instanceof Expression.Chain chain) {
      names.addAll(0, chain.names());
      return new Expression.Chain(chain.base(), List.copyOf(names));
    }
    return new Expression.Chain(base, List.copyOf(names));
  }

  private Expression nested(Token word) {
    if (!word.is("(")) {
      at--;
      throw unexpected();
    }
    Pipe pipe = pipe();
    if (at >= words.size() || !words.get(at).is(")")) {
      throw fault("a parenthesis is not closed");
    }
    at++;
    return new Expression.Nested(pipe);
  }

  private Expression named(String name) {
    switch (name) {
      case "true", "false":
        return new Expression.Literal(Boolean.valueOf(name));
      case "nil":
        return new Expression.Nil();
      default:
        if (!Functions.isKnown(name)) {
          throw fault("there is no function '" + name + "'");
        }
        return new Expression.Function(name);
    }
  }

  private Object number(String text) {
    try {
      return text.matches(
              "[+-]?\\d*\\.\\d+([eE][+-]?\\d+)?|[+-]?\\d+(\\.\\d*)?[eE][+-]?\\d+|\\d+\\.")
          ? (Object) Double.valueOf(text)
          : (Object) Long.decode(text);
    } catch (NumberFormatException e) {
      throw fault("'" + text + "' is not a number");
    }
  }

  private TemplateFault unexpected() {
    return fault("'" + words.get(at).text() + "' does not belong here");
  }

  private TemplateFault fault(String detail) {
    return new TemplateFault(line, detail);
  }
}
