package io.vigia.remediation.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedFileTest {

  @TempDir Path folder;

  @Test
  void shouldKeepTheNewestLinesInAFewFiles() throws IOException {
    Path file = folder.resolve("log.txt");
    var rotated = new RotatedFile(file, 4, 2);
    for (String line : new String[] {"one\n", "two\n", "three\n", "four\n"}) {
      rotated.append(line);
    }
    assertEquals("four\n", Files.readString(file));
    assertEquals("three\n", Files.readString(folder.resolve("log.txt.1")));
    assertEquals("two\n", Files.readString(folder.resolve("log.txt.2")));
    assertFalse(Files.exists(folder.resolve("log.txt.3")));
  }
}
