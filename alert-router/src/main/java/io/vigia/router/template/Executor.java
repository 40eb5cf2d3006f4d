package io.vigia.router.template;

import io.vigia.router.template.Node.Pipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a template once. Steps, output and depth are bounded; beyond, it fails. */
final class Executor {

  private static final int DEEPEST = 60;

  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private final Map<String, List<Node>> definitions;
  private final boolean isHtml;
  private final StringBuilder output = new StringBuilder();
  private final Variables variables = new Variables();
  private final Evaluator evaluator;
  private int depth;

  Executor(Map<String, List<Node>> definitions, Instant now, boolean isHtml) {
    this.definitions = definitions;
    this.evaluator = new Evaluator(now, variables);
    this.isHtml = isHtml;
  }

  /**
   * @throws TemplateFault naming the line
   */
  String run(List<Node> body, Object data) {
    try {
      variables.within(data, () -> all(body, data));
    } catch (StackOverflowError e) {
      throw new TemplateFault(1, "templates are nested too deeply");
    }
    return output.toString();
  }

  private Flow all(List<Node> nodes, @Nullable Object dot) {
    int outer = variables.count();
    for (Node node : nodes) {
      Flow flow = one(node, dot);
      if (flow != Flow.ON) {
        variables.forget(outer);
        return flow;
      }
    }
    variables.forget(outer);
    return Flow.ON;
  }

  private Flow one(Node node, @Nullable Object dot) {
    evaluator.step(node.line());
    if (node instanceof Node.Text text) {
      write(text.text(), node.line());
    } else if (node instanceof Node.Action action) {
      Object value = evaluator.value(action.pipe(), dot);
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
    int outer = variables.count();
    Object value = evaluator.value(pipe, dot);
    Flow flow = Values.isTrue(value) ? all(then, rebinds ? value : dot) : all(otherwise, dot);
    variables.forget(outer);
    return flow;
  }

  private Flow range(Node.Range range, @Nullable Object dot) {
    int outer = variables.count();
    Pipe pipe = range.pipe();
    var entries = entries(evaluator.value(bare(pipe), dot), range.line());
    Flow flow = Flow.ON;
    for (var entry : entries) {
      int names = pipe.variables().size();
      if (names > 0) {
        variables.assign(pipe, 0, names == 1 ? entry[1] : entry[0]);
      }
      if (names > 1) {
        variables.assign(pipe, 1, entry[1]);
      }
      flow = all(range.each(), entry[1]);
      if (pipe.declares()) {
        variables.forget(outer);
      }
      if (flow == Flow.BREAK) {
        break;
      }
    }
    if (entries.isEmpty()) {
      flow = all(range.otherwise(), dot);
      variables.forget(outer);
      return flow;
    }
    variables.forget(outer);
    return Flow.ON;
  }

  private static Pipe bare(Pipe pipe) {
    return new Pipe(List.of(), false, pipe.commands(), pipe.line());
  }

  /** Key and value of each; a list's keys are its places. */
  private List<@Nullable Object[]> entries(@Nullable Object value, int line) {
    var entries = new ArrayList<@Nullable Object[]>();
    if (value instanceof KeyValues pairs) {
      evaluator.steps(pairs.values().size(), line);
      pairs.values().forEach((name, text) -> entries.add(new Object[] {name, text}));
      return entries;
    }
    if (value == null) {
      return entries;
    }
    List<?> items = Values.items(value);
    if (items == null && value instanceof Long count) {
      evaluator.steps(count, line);
      for (long i = 0; i < count; i++) {
        entries.add(new Object[] {i, i});
      }
      return entries;
    }
    if (items == null) {
      throw new TemplateFault(line, "range goes over lists and maps, not " + Values.kind(value));
    }
    evaluator.steps(items.size(), line);
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
    Object data = call.data().isPresent() ? evaluator.value(call.data().get(), dot) : null;
    variables.within(data, () -> all(body, data));
    depth--;
  }

  private void write(@Nullable Object value, int line) {
    String text = Values.text(value);
    write(isHtml && !(value instanceof SafeHtml) ? Html.escape(text, output) : text, line);
  }

  private void write(String text, int line) {
    if (output.length() + text.length() > Evaluator.LONGEST) {
      throw new TemplateFault(line, "it writes more than " + Evaluator.LONGEST + " characters");
    }
    output.append(text);
  }
}
