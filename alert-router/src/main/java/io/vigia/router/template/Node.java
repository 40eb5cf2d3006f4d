package io.vigia.router.template;

import java.util.List;
import java.util.Optional;

/** What a template does, step by step. */
sealed interface Node {

  int line();

  record Text(String text, int line) implements Node {}

  /** Writes the value of a pipeline that declares nothing. */
  record Action(Pipe pipe, int line) implements Node {}

  record If(Pipe pipe, List<Node> then, List<Node> otherwise, int line) implements Node {}

  record With(Pipe pipe, List<Node> then, List<Node> otherwise, int line) implements Node {}

  record Range(Pipe pipe, List<Node> each, List<Node> otherwise, int line) implements Node {}

  record Call(String template, Optional<Pipe> data, int line) implements Node {}

  record Break(int line) implements Node {}

  record Continue(int line) implements Node {}

  /**
   * Commands of which each gets the value of the one before as its last argument.
   *
   * @param variables that take the value: one, or two of a range
   * @param declares whether they are new: {@code :=}, not {@code =}
   */
  record Pipe(List<String> variables, boolean declares, List<Command> commands, int line) {}

  /** A function, a method, or a single value. */
  record Command(Expression first, List<Expression> arguments) {}

  /** A value that is yet to be found. */
  sealed interface Expression {

    record Literal(Object value) implements Expression {}

    record Nil() implements Expression {}

    record Dot() implements Expression {}

    record Variable(String name) implements Expression {}

    record Function(String name) implements Expression {}

    record Nested(Pipe pipe) implements Expression {}

    /** Fields of fields: {@code .Alerts.Firing}. */
    record Chain(Expression base, List<String> names) implements Expression {}
  }
}
