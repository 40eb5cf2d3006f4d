package io.vigia.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterFilesTest {

  @Test
  void shouldNeverReplaceWhatAPersonChanged(@TempDir Path folder) throws IOException {
    Installation installation = new Installation(folder, folder);
    StarterFiles.ensure(installation);
    Path routing = installation.config().resolve("alertmanager.yml");
    assertTrue(Files.readString(routing).contains("group_interval: 10s"));
    Files.writeString(routing, "mine");

    StarterFiles.ensure(installation);

    assertEquals("mine", Files.readString(routing));
    assertTrue(
        Files.readString(installation.receivers().resolve("vigia.yml"))
            .contains("remediation_configs"));
  }

  @Test
  void shouldQuoteTheAddressOfAWebhook(@TempDir Path folder) throws IOException {
    Installation installation = new Installation(folder, folder);

    Path file = StarterFiles.addWebhook(installation, "webhook", "http://h/a?b=it's");

    assertTrue(Files.readString(file).contains("url: 'http://h/a?b=it''s'"));
  }

  @Test
  void shouldRefuseWhatIsNoAddress(@TempDir Path folder) {
    Installation installation = new Installation(folder, folder);

    assertThrows(
        Failure.class, () -> StarterFiles.addWebhook(installation, "webhook", "my webhook"));
  }
}
