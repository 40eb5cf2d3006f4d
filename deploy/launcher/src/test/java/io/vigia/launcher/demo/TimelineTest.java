package io.vigia.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Timeline timeline =
      new Timeline(new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8)));

  @Test
  void shouldTellEachMilestoneAndWaitWhileAPartDoesNotAnswer() throws IOException {
    int[] asked = {0};
    Milestone late =
        new Milestone(
            "repaired",
            () -> {
              if (asked[0]++ == 0) {
                throw new IOException("no answer");
              }
              return Optional.of("100% well");
            });

    timeline.await(Duration.ofSeconds(5), List.of(late, Milestone.when("seen", () -> true)));

    String told = out.toString(StandardCharsets.UTF_8);
    assertTrue(told.indexOf("seen") < told.indexOf("repaired: 100% well"), told);
  }

  @Test
  void shouldNameWhatDidNotHappen() {
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                timeline.await(
                    Duration.ZERO,
                    List.of(
                        Milestone.when("seen", () -> true),
                        Milestone.when("repaired", () -> false))));

    assertEquals("not within 0 s: repaired", failure.getMessage());
  }
}
