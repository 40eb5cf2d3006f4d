package io.vigia.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

  @TempDir Path folder;

  @Test
  void shouldUnpackAnewWhatAKilledOneLeftHalfDone() throws IOException {
    Path half = Files.createDirectories(folder.resolve("unfinished/bin"));
    Files.writeString(half.resolve("postgres"), "half a prog");

    Path unpacked = PostgresBinaries.in(folder);

    assertTrue(Files.isExecutable(unpacked.resolve("bin/postgres")));
    assertTrue(Files.size(unpacked.resolve("bin/postgres")) > 1_000_000);
    assertFalse(Files.exists(half));
    assertEquals(unpacked, PostgresBinaries.in(folder), "and only once");
  }
}
