package io.vigia.router.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables in sight; a block forgets its own at its end. */
final class Variables {

  private static final class Variable {
    final String name;
    @Nullable Object value;

    Variable(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  private List<Variable> all = new ArrayList<>();

  int count() {
    return all.size();
  }

  /** Those that came after so many. */
  void forget(int count) {
    all.subList(count, all.size()).clear();
  }

  /** Runs a template of its own: it sees its data as {@code $} and nothing of the caller. */
  void within(@Nullable Object data, Runnable template) {
    List<Variable> callers = all;
    all = new ArrayList<>(List.of(new Variable("$", data)));
    template.run();
    all = callers;
  }

  /**
   * @param which of the pipeline's variables
   */
  void assign(Node.Pipe pipe, int which, @Nullable Object value) {
    String name = pipe.variables().get(which);
    if (pipe.declares()) {
      all.add(new Variable(name, value));
      return;
    }
    try {
      find(name).value = value;
    } catch (IllegalArgumentException e) {
      throw new TemplateFault(pipe.line(), String.valueOf(e.getMessage()));
    }
  }

  @Nullable Object get(String name) {
    return find(name).value;
  }

  private Variable find(String name) {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).name.equals(name)) {
        return all.get(i);
      }
    }
    throw new IllegalArgumentException("there is no variable '" + name + "'");
  }
}
