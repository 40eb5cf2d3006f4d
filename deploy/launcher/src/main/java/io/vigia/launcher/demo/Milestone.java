package io.vigia.launcher.demo;

import java.io.IOException;
import java.util.Optional;

/**
 * Something that is to become visible from outside.
 *
 * @param what in the words of the story
 * @param look tells a detail once it is there; throws when it never will be
 */
public record Milestone(String what, Look look) {

  /** Looks at a public interface. */
  @FunctionalInterface
  public interface Look {
    Optional<String> now() throws IOException;
  }

  /** A milestone that is there or not. */
  @FunctionalInterface
  public interface Question {
    boolean holds() throws IOException;
  }

  public static Milestone when(String what, Question question) {
    return new Milestone(what, () -> question.holds() ? Optional.of("") : Optional.empty());
  }
}
