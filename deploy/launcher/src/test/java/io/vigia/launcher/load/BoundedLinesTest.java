package io.vigia.launcher.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLinesTest {

  @Test
  void shouldCountLinesAndDropTheirEnds() throws IOException {
    BoundedLines lines = lines("á\r\n\nlast");

    assertEquals(Optional.of("á"), lines.next());
    assertEquals(Optional.of(""), lines.next());
    assertEquals(Optional.of("last"), lines.next());
    assertEquals(3, lines.number());
    assertEquals(Optional.empty(), lines.next());
  }

  @Test
  void shouldKeepOnlyTheBeginningOfAnEndlessLine() throws IOException {
    BoundedLines lines = lines("x".repeat(3 << 20) + "\nnext");

    assertEquals(1 << 20, lines.next().orElseThrow().length());
    assertTrue(lines.cut());
    assertEquals(Optional.of("next"), lines.next());
    assertFalse(lines.cut());
  }

  @Test
  void shouldUnpackGzip(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("access.log.1.gz");
    try (var packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write("one\n".getBytes(StandardCharsets.UTF_8));
    }
    try (BoundedLines lines = new BoundedLines(file)) {
      assertEquals(Optional.of("one"), lines.next());
    }
  }

  private static BoundedLines lines(String text) {
    return new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
