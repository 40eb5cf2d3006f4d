package io.vigia.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void home() {
    installation = new Installation(folder, folder.resolve("home"));
  }

  @Test
  void shouldMakeTwoKeysAndStoreOnlyTheirDigests() throws IOException {
    Keys keys = Keys.ensure(installation);

    assertTrue(keys.created());
    assertTrue(keys.admin().matches("vk_[A-Za-z0-9_-]{43}"), "form of the admin key");
    JsonNode stored = stored();
    assertEquals(2, stored.size());
    assertEquals(
        new ObjectMapper()
            .createObjectNode()
            .put("name", "admin")
            .put("tenant", "default")
            .put("role", "admin")
            .put("sha256", Keys.sha256(keys.admin())),
        stored.get(0));
    assertEquals("suite", stored.get(1).get("name").asText());
    assertEquals("viewer", stored.get(1).get("role").asText());
    assertFalse(stored.toString().contains(keys.admin()));
  }

  @Test
  void shouldLetOnlyTheOwnerReadThem() throws IOException {
    Keys.ensure(installation);

    for (Path file :
        new Path[] {installation.adminKey(), installation.suiteKey(), installation.keys()}) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.home())));
  }

  @Test
  void shouldKeepKeysAtTheNextStart() throws IOException {
    Keys first = Keys.ensure(installation);
    Keys second = Keys.ensure(installation);

    assertEquals(first.admin(), second.admin());
    assertFalse(second.created());
    assertEquals(2, stored().size());
  }

  @Test
  void shouldKeepWhatAPersonAdded() throws IOException {
    Files.createDirectories(installation.home());
    Files.writeString(
        installation.keys(),
        "[{\"name\":\"grafana\",\"tenant\":\"default\",\"role\":\"viewer\",\"sha256\":\"00\"}]");

    Keys.ensure(installation);

    assertEquals("grafana", stored().get(0).get("name").asText());
    assertEquals(3, stored().size());
  }

  @Test
  void shouldNameTheLineOfADamagedFile() throws IOException {
    Files.createDirectories(installation.home());
    Files.writeString(installation.keys(), "[\n{\"name\": }\n]");

    Failure failure = assertThrows(Failure.class, () -> Keys.ensure(installation));

    assertTrue(failure.getMessage().contains("keys.json, line 2"), failure.getMessage());
  }

  private JsonNode stored() throws IOException {
    return new ObjectMapper().readTree(installation.keys().toFile());
  }
}
