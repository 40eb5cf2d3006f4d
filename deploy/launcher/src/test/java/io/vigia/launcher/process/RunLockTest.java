package io.vigia.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  @Test
  void shouldTellWhoeverComesSecondThatItIsBusy(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run/one.lock");
    RunLock first = RunLock.take(file, Duration.ZERO, "busy");

    Failure failure =
        assertThrows(Failure.class, () -> RunLock.take(file, Duration.ZERO, "100% busy"));
    assertEquals("100% busy", failure.getMessage());
    assertEquals(ExitCode.REFUSED, failure.code());

    first.close();
    RunLock.take(file, Duration.ZERO, "busy").close();
  }
}
