package io.vigia.router.template;

import io.vigia.router.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a template; pipelines are left to {@link PipeParser}. */
final class Parser {

  private static final int DEEPEST = 50;

  /** What stands outside of all definitions, and the definitions by name. */
  record Parsed(List<Node> body, Map<String, List<Node>> definitions) {}

  private final List<Piece> pieces;
  private final Map<String, List<Node>> definitions = new LinkedHashMap<>();
  private int at;
  private int depth;
  private int loops;
  private Piece.@Nullable Action stop;

  private Parser(List<Piece> pieces) {
    this.pieces = pieces;
  }

  static Parsed parse(String source) {
    var parser = new Parser(Scanner.scan(source));
    List<Node> body = parser.nodes();
    if (parser.stop != null) {
      throw fault(parser.stop, "'" + parser.stop.words().get(0).text() + "' ends nothing");
    }
    return new Parsed(body, parser.definitions);
  }

  /** Up to an {@code else}, an {@code end}, or the end of the template. */
  private List<Node> nodes() {
    var nodes = new ArrayList<Node>();
    Piece.Action found = null;
    while (found == null && at < pieces.size()) {
      Piece piece = pieces.get(at++);
      if (piece instanceof Piece.Text text) {
        nodes.add(new Node.Text(text.text(), text.line()));
      } else if (piece instanceof Piece.Action action) {
        if (action.begins("end") || action.begins("else")) {
          found = action;
        } else {
          node(action).ifPresent(nodes::add);
        }
      }
    }
    stop = found;
    return List.copyOf(nodes);
  }

  private Optional<Node> node(Piece.Action action) {
    Token first = action.words().get(0);
    if (first.kind() != Kind.NAME) {
      return Optional.of(new Node.Action(pipe(action, 0), action.line()));
    }
    return switch (first.text()) {
      case "if", "with", "range" -> Optional.of(branch(action, first.text(), 1));
      case "define" -> {
        define(action);
        yield Optional.empty();
      }
      case "block" -> Optional.of(block(action));
      case "template" -> Optional.of(call(action));
      case "break", "continue" -> Optional.of(jump(action, first.text()));
      default -> Optional.of(new Node.Action(pipe(action, 0), action.line()));
    };
  }

  /**
   * @param from where the pipeline begins: after {@code if}, or after {@code else if}
   */
  private Node branch(Piece.Action action, String keyword, int from) {
    deeper(action);
    Node.Pipe pipe = pipe(action, from);
    loops += keyword.equals("range") ? 1 : 0;
    List<Node> then = nodes();
    loops -= keyword.equals("range") ? 1 : 0;
    List<Node> otherwise = List.of();
    Piece.Action end = stopped(action);
    if (end.begins("else") && end.words().size() > 1) {
      String next = end.words().get(1).text();
      if (!next.equals(keyword) || keyword.equals("range")) {
        throw fault(end, "'else " + next + "' does not belong to '" + keyword + "'");
      }
      otherwise = List.of(branch(end, keyword, 2));
    } else if (end.begins("else")) {
      otherwise = nodes();
      ended(action);
    }
    depth--;
    return switch (keyword) {
      case "if" -> new Node.If(pipe, then, otherwise, action.line());
      case "with" -> new Node.With(pipe, then, otherwise, action.line());
      default -> new Node.Range(pipe, then, otherwise, action.line());
    };
  }

  private void define(Piece.Action action) {
    if (depth > 0 || action.words().size() != 2) {
      throw fault(action, "'define \"name\"' is expected, outside of other blocks");
    }
    String name = name(action);
    deeper(action);
    List<Node> body = nodes();
    ended(action);
    depth--;
    Templates.put(definitions, name, body);
  }

  /** A definition that is called where it stands. */
  private Node block(Piece.Action action) {
    String name = name(action);
    Node.Pipe data = pipe(action, 2);
    deeper(action);
    List<Node> body = nodes();
    ended(action);
    depth--;
    Templates.put(definitions, name, body);
    return new Node.Call(name, Optional.of(data), action.line());
  }

  private static Node call(Piece.Action action) {
    String name = name(action);
    return new Node.Call(
        name,
        action.words().size() > 2 ? Optional.of(pipe(action, 2)) : Optional.empty(),
        action.line());
  }

  private Node jump(Piece.Action action, String keyword) {
    if (loops == 0 || action.words().size() > 1) {
      throw fault(action, "'" + keyword + "' stands alone, and inside of 'range'");
    }
    return keyword.equals("break")
        ? new Node.Break(action.line())
        : new Node.Continue(action.line());
  }

  private static String name(Piece.Action action) {
    if (action.words().size() < 2 || action.words().get(1).kind() != Kind.STRING) {
      throw fault(action, "the name of a template is expected, in quotes");
    }
    return action.words().get(1).text();
  }

  private static Node.Pipe pipe(Piece.Action action, int from) {
    return PipeParser.parse(action.words().subList(from, action.words().size()), action.line());
  }

  private Piece.Action stopped(Piece.Action begun) {
    if (stop == null) {
      throw fault(begun, "'" + begun.words().get(0).text() + "' has no end");
    }
    return stop;
  }

  private void ended(Piece.Action begun) {
    Piece.Action end = stopped(begun);
    if (!end.begins("end")) {
      throw fault(end, "'end' is expected here");
    }
  }

  private void deeper(Piece.Action action) {
    if (++depth > DEEPEST) {
      throw fault(action, "blocks are nested too deeply");
    }
  }

  private static TemplateFault fault(Piece at, String detail) {
    return new TemplateFault(at.line(), detail);
  }
}
