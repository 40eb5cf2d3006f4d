package io.vigia.watcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import io.vigia.platform.PlatformTestResource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cycles print with each level; the one watcher there is knows nothing. */
@QuarkusMainTest
@QuarkusTestResource(PlatformTestResource.class)
class LogTest {

  private static final String RESULT = "errors-in-own-logs  MISSING_INDEX";
  private static final String QUERY = "[i.v.w.query] -> default ";
  private static final String ANSWER = "[i.v.w.query] <- default ";
  private static final String OTHER = "INFO  [i.quarkus] watcher-service ";

  /** The command line's settings are the process's; the next test has its own. */
  @AfterEach
  void forget() {
    Options.parse("--once", "-d").settings().keySet().forEach(System::clearProperty);
  }

  @Test
  void shouldShowAllOnTheFirstLevel(QuarkusMainLauncher launcher) {
    String out = cycle(launcher, "-d", "1");
    shows(out, QUERY, ANSWER, OTHER, RESULT);
  }

  @Test
  void shouldShowQueriesOnTheSecond(QuarkusMainLauncher launcher) {
    String out = cycle(launcher, "-d", "2");
    shows(out, QUERY, ANSWER, RESULT);
    assertFalse(out.contains(OTHER), out);
  }

  @Test
  void shouldShowProblemsOnTheThird(QuarkusMainLauncher launcher) {
    String out = cycle(launcher, "-d", "3");
    shows(out, RESULT);
    assertFalse(out.contains(QUERY) || out.contains(ANSWER) || out.contains(OTHER), out);
  }

  private static void shows(String out, String... parts) {
    for (String part : parts) {
      assertTrue(out.contains(part), "no '" + part + "' in:\n" + out);
    }
  }

  private static String cycle(QuarkusMainLauncher launcher, String... more) {
    String[] arguments =
        Stream.concat(Stream.of("--once", "--force"), Stream.of(more)).toArray(String[]::new);
    LaunchResult result = launcher.launch(arguments);
    assertEquals(2, result.exitCode(), result.getOutput() + result.getErrorOutput());
    return result.getOutput() + result.getErrorOutput();
  }
}
