package io.vigia.watcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import io.vigia.platform.PlatformTestResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The command line from beginning to end. */
@QuarkusMainTest
@QuarkusTestResource(PlatformTestResource.class)
class OnceTest {

  /** The command line's settings are the process's; the next test has its own. */
  @AfterEach
  void forget() {
    Options.parse("--once", "-d").settings().keySet().forEach(System::clearProperty);
  }

  @Test
  void shouldRunOneCycleAndEnd(QuarkusMainLauncher launcher) {
    LaunchResult first = launcher.launch("--once");
    assertEquals(2, first.exitCode(), first.getOutput() + first.getErrorOutput());
    assertTrue(
        first.getOutput().contains("1 checked: 0 ok, 0 firing, 1 unknown"),
        "what has never run is due: " + first.getOutput());

    LaunchResult result = launcher.launch("--once", "--force", "-d", "1");
    assertEquals(2, result.exitCode(), result.getOutput() + result.getErrorOutput());
    assertTrue(
        result.getOutput().contains("errors-in-own-logs  MISSING_INDEX"), result.getOutput());
    assertTrue(result.getOutput().contains("1 checked: 0 ok, 0 firing, 1 unknown"));
    assertFalse(result.getOutput().contains("Listening on: http"), result.getOutput());
  }

  @Test
  void shouldSayWhatItDoesNotKnow(QuarkusMainLauncher launcher) {
    LaunchResult result = launcher.launch("--twice");
    assertEquals(3, result.exitCode());
    assertTrue(result.getErrorOutput().contains("--twice"), result.getErrorOutput());
  }
}
