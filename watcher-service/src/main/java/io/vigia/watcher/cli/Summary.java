package io.vigia.watcher.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a cycle found, as people and scripts read it. Pure.
 *
 * @param others watchers that did not run in it
 * @param forced whether all were to run
 */
record Summary(List<Outcome> outcomes, long others, boolean forced) {

  /** What the cycle could not even begin, or what the command line got wrong. */
  static final int COULD_NOT_RUN = 3;

  /** The worst that was found decides; a fire is worse than not to know. */
  enum Status {
    OK,
    FIRING,
    UNKNOWN
  }

  /**
   * Of one key of one watcher.
   *
   * @param verdict {@code ok}, {@code firing} or {@code unknown}
   */
  record Outcome(String watcher, String key, String verdict, String explanation) {

    Status status() {
      return switch (verdict) {
        case "ok" -> Status.OK;
        case "firing" -> Status.FIRING;
        default -> Status.UNKNOWN;
      };
    }
  }

  Summary {
    outcomes = List.copyOf(outcomes);
  }

  /** The process's: 0, 1 or 2. */
  int exitCode() {
    return count(Status.FIRING) > 0
        ? Status.FIRING.ordinal()
        : count(Status.UNKNOWN) > 0 ? Status.UNKNOWN.ordinal() : Status.OK.ordinal();
  }

  /**
   * One line each, and one for all.
   *
   * @param problemsOnly whether those that are well are left out, the last line with them if there
   *     is nothing to say
   */
  List<String> lines(boolean problemsOnly) {
    if (problemsOnly && exitCode() == 0) {
      return List.of();
    }
    Stream<String> each =
        outcomes.stream()
            .filter(o -> !problemsOnly || o.status() != Status.OK)
            .map(
                o ->
                    String.format(
                        Locale.ROOT,
                        "%-8s %s%s  %s",
                        o.verdict(),
                        o.watcher(),
                        o.key().isEmpty() ? "" : " {" + o.key() + "}",
                        o.explanation()));
    String all =
        String.format(
            Locale.ROOT,
            "%d checked: %d ok, %d firing, %d unknown%s",
            outcomes.size(),
            count(Status.OK),
            count(Status.FIRING),
            count(Status.UNKNOWN),
            rest());
    return Stream.concat(each, Stream.of(all)).toList();
  }

  private String rest() {
    if (others == 0) {
      return "";
    }
    return forced
        ? "; " + others + " run elsewhere now"
        : "; " + others + " are not due (--force runs them too)";
  }

  private long count(Status status) {
    return outcomes.stream().filter(o -> o.status() == status).count();
  }
}
