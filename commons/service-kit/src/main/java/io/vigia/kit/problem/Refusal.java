package io.vigia.kit.problem;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A domain's "no": thrown by decisions and adapters, answered as its problem. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final @Nullable Duration retryAfter;

  private Refusal(Problem problem) {
    this(problem, null);
  }

  private Refusal(Problem problem, @Nullable Duration retryAfter) {
    super(problem.title() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public static Refusal invalid(String field, String detail) {
    return invalid(field, null, detail);
  }

  /**
   * @param line of the text that came in, counted from 1, if known
   */
  public static Refusal invalid(@Nullable String field, @Nullable Integer line, String detail) {
    return new Refusal(
        Problem.of(400, "invalid", "The input is not valid", detail).at(field, line));
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

  public static Refusal of(Problem problem) {
    return new Refusal(problem);
  }

  /** A limit is reached for now: the same request may pass later. */
  public static Refusal later(int status, String detail, Duration retryAfter) {
    return new Refusal(Problem.of(status, "limit", "A limit is reached", detail), retryAfter);
  }

  /** When to try again, if that makes sense. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  public Problem problem() {
    return problem;
  }
}
