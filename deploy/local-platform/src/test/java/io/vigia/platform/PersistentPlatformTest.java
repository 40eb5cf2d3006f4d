package io.vigia.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistentPlatformTest {

  private static final long MYSELF = ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void shouldKeepItsDataWhateverIsKilled() throws Exception {
    ProcessHandle orphan;
    try (StartedPlatform platform = StartedPlatform.start(folder, Mode.PERSISTENT, MYSELF)) {
      remember(platform, "first");
      assertEquals("on", platform.use().query("postgres", "SHOW fsync"));
      shouldRefuseASecondOne(platform);
      orphan = platform.postmaster();
      platform.kill();
    }
    assertTrue(orphan.isAlive(), "a killed platform leaves PostgreSQL behind");

    try (StartedPlatform platform = StartedPlatform.start(folder, Mode.PERSISTENT, MYSELF)) {
      assertFalse(orphan.isAlive());
      shouldRemember(platform, "first");
      remember(platform, "second");
      ProcessHandle postmaster = platform.postmaster();
      platform.kill();
      postmaster.destroyForcibly();
      postmaster.onExit().get(30, TimeUnit.SECONDS);
    }

    try (StartedPlatform platform = StartedPlatform.start(folder, Mode.PERSISTENT, MYSELF)) {
      shouldRemember(platform, "first", "second");
      ProcessHandle postmaster = platform.postmaster();
      platform.close();
      assertFalse(postmaster.isAlive(), "SIGTERM ends PostgreSQL too");
      assertEquals(143, platform.process().exitValue());
    }
  }

  private static void remember(StartedPlatform platform, String word) throws Exception {
    platform.use().produce("words", word);
    platform.use().index("words", word, "{\"word\":\"%s\"}".formatted(word));
    LocalPlatform.createDatabase(platform.endpoints(), "words", false);
    platform.use().execute("words", "CREATE TABLE IF NOT EXISTS word(word text)");
    platform.use().execute("words", "INSERT INTO word VALUES ('%s')".formatted(word));
  }

  private static void shouldRemember(StartedPlatform platform, String... words) throws Exception {
    List<String> all = List.of(words);
    assertEquals(all, platform.use().consume("words", "readers-of-" + words.length, words.length));
    String told = "SELECT string_agg(word, ',' ORDER BY word) FROM word";
    assertEquals(String.join(",", words), platform.use().query("words", told));
    for (String word : all) {
      assertTrue(
          platform.use().search("words", "word:" + word).contains("\"_id\":\"" + word + "\""));
    }
  }

  private void shouldRefuseASecondOne(StartedPlatform platform) throws Exception {
    Path log = folder.resolve("second.log");
    Process second =
        LocalPlatform.launch(
            StartedPlatform.LIB_DIR,
            platform.home(),
            Ports.free(),
            Mode.PERSISTENT,
            OptionalLong.empty(),
            log);
    PlatformFailure refused =
        assertThrows(
            PlatformFailure.class,
            () -> LocalPlatform.awaitReady(second, folder.resolve("x"), log));
    String pid = "(pid %d)".formatted(platform.process().pid());
    assertTrue(refused.getMessage().contains("another platform " + pid), refused.getMessage());
    assertEquals(1, second.exitValue());
  }
}
