package io.vigia.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir Path folder;

  @Test
  void shouldFindALivingProcessAgainAndNoDeadOne() throws Exception {
    PidFile file = new PidFile(folder.resolve("run/sleep.pid"));
    Process sleep = new ProcessBuilder("sleep", "60").start();
    ProcessIdentity identity = ProcessIdentity.of(sleep.pid()).orElseThrow();
    file.write(identity);

    assertEquals(Optional.of(identity), file.living());
    identity.kill();
    sleep.waitFor();
    assertEquals(Optional.empty(), file.living());
  }

  @Test
  void shouldNotTakeALaterProcessWithTheSameNumberForIt() throws Exception {
    PidFile file = new PidFile(folder.resolve("other.pid"));
    Process sleep = new ProcessBuilder("sleep", "60").start();
    ProcessIdentity earlier = new ProcessIdentity(sleep.pid(), "1@an earlier boot");
    file.write(earlier);

    assertTrue(file.living().isEmpty());
    earlier.kill();
    assertTrue(sleep.isAlive(), "another process was killed");
    sleep.destroyForcibly().waitFor();
  }

  @Test
  void shouldTreatADamagedFileAsNone() throws IOException {
    PidFile file = new PidFile(folder.resolve("damaged.pid"));
    Files.writeString(file.file(), "not a number\nx\n");

    assertFalse(file.living().isPresent());
  }
}
