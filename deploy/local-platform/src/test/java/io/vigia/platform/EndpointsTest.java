package io.vigia.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

  @TempDir Path home;

  private final Endpoints endpoints = Endpoints.of(new Ports(9092, 5432, 9200, 9199), "secret", 42);

  @Test
  void shouldComeBackAsWritten() throws IOException {
    endpoints.write(home);
    assertEquals(endpoints, Endpoints.read(home));
  }

  @Test
  void shouldKeepThePasswordToTheOwner() throws IOException {
    endpoints.write(home);
    Path file = home.resolve(Endpoints.FILE);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertFalse(endpoints.toString().contains("secret"));
  }

  @Test
  void shouldRefuseADamagedFile() throws IOException {
    Files.writeString(home.resolve(Endpoints.FILE), "kafka=127.0.0.1:9092\n");
    assertThrows(IOException.class, () -> Endpoints.read(home));
  }
}
