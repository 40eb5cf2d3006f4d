package io.vigia.platform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DependantsTest {

  private final Dependants dependants = new Dependants();

  @Test
  void shouldBeGoneOnlyWhenTheLastOneIs() throws Exception {
    Process first = new ProcessBuilder("sleep", "60").start();
    Process second = new ProcessBuilder("sleep", "60").start();
    assertTrue(dependants.add(first.pid()));
    assertTrue(dependants.add(second.pid()));

    end(first);
    assertFalse(dependants.areGone());
    end(second);
    assertTrue(dependants.areGone());
  }

  @Test
  void shouldTakeNobodyOnceItIsEnding() {
    assertTrue(dependants.areGone());
    assertFalse(dependants.add(ProcessHandle.current().pid()));
    assertTrue(dependants.areGone());
  }

  @Test
  void shouldNotWaitForAProcessThatHasEnded() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    end(ended);
    assertFalse(dependants.add(ended.pid()));
  }

  private static void end(Process process) throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
