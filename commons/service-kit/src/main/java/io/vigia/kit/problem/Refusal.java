package io.vigia.kit.problem;

import org.jspecify.annotations.Nullable;

/** A domain's "no": thrown by decisions and adapters, answered as its problem. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private Refusal(Problem problem) {
    super(problem.title() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public static Refusal invalid(String field, String detail) {
    return new Refusal(
        Problem.of(400, "invalid", "The input is not valid", detail).at(field, null));
  }

  public static Refusal notFound(String what, String name) {
    return new Refusal(
        Problem.of(
            404, "not-found", "There is no such " + what, what + " '" + name + "' is unknown"));
  }

  public static Refusal conflict(String detail) {
    return new Refusal(Problem.of(409, "conflict", "The present state does not allow it", detail));
  }

  public static Refusal of(Problem problem, @Nullable String field) {
    return new Refusal(problem.at(field, null));
  }

  public Problem problem() {
    return problem;
  }
}
