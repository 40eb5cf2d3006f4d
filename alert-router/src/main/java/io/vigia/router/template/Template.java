package io.vigia.router.template;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A field of a receiver that is a template. It runs among the {@link Templates} of the day.
 *
 * @param source as it was written
 */
public record Template(String source, List<Node> body, Map<String, List<Node>> definitions) {

  public static final Template EMPTY = of("");

  /**
   * @throws IllegalArgumentException saying what is wrong and in which of its lines
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Template of(String source) {
    try {
      var parsed = Parser.parse(source);
      return new Template(source, parsed.body(), parsed.definitions());
    } catch (TemplateFault e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Templates that its own text calls and does not define. */
  public Set<String> calls() {
    var names = new TreeSet<String>();
    collect(body, names);
    names.removeAll(definitions.keySet());
    return names;
  }

  private static void collect(List<Node> nodes, Set<String> names) {
    for (Node node : nodes) {
      if (node instanceof Node.Call call) {
        names.add(call.template());
      } else if (node instanceof Node.If branch) {
        collect(branch.then(), names);
        collect(branch.otherwise(), names);
      } else if (node instanceof Node.With branch) {
        collect(branch.then(), names);
        collect(branch.otherwise(), names);
      } else if (node instanceof Node.Range range) {
        collect(range.each(), names);
        collect(range.otherwise(), names);
      }
    }
  }

  /** Its source may hold a secret. */
  @Override
  public String toString() {
    return "Template";
  }
}
