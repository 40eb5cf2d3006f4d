package io.vigia.launcher.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LineFormatTest {

  @Test
  void shouldRecogniseAFormatByOneLine() {
    assertEquals("NDJSON", LineFormat.of("{\"a\":1}").orElseThrow().name());
    assertEquals(
        "access log",
        LineFormat.of("a - - [01/Jan/2024:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1")
            .orElseThrow()
            .name());
    assertTrue(LineFormat.of("[1,2]").isEmpty());
    assertTrue(LineFormat.of("{\"a\":1} x").isEmpty());
  }

  @Test
  void shouldMakeAnIndexNameOfAnyFileName() {
    assertEquals("vigia-load-my-access-.log", IndexName.of(Path.of("/tmp/My Access?.log")));
  }

  @Test
  void shouldNameTheFirstBadLineOfEachKind() {
    Tally tally = new Tally();
    tally.unreadable(7, "first");
    tally.unreadable(9, "second");
    tally.refused(8, "no date");

    assertEquals(
        """
        2 lines were not understood, the first is line 7: first
        1 documents were refused by OpenSearch, the first is line 8: no date""",
        tally.leftOut());
  }
}
