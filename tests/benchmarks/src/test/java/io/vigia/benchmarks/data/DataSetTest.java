package io.vigia.benchmarks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetTest {

  private static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");
  private final DataSet set = new DataSet(1_003, 10, 7, BASE);

  @Test
  void shouldShareTheDocumentsOutWithoutLosingAny() {
    long all = 0;
    for (int i = 0; i < set.indices(); i++) {
      all += set.documentsOf(i);
    }
    assertEquals(1_003, all);
    assertEquals(101, set.documentsOf(0));
    assertEquals(100, set.documentsOf(9));
  }

  @Test
  void shouldMakeTheSameDocumentsOfTheSameSeed() {
    assertEquals(all(set, 3), all(set, 3));
    assertNotEquals(all(set, 3), all(set, 4));
    assertNotEquals(all(set, 3), all(new DataSet(1_003, 10, 8, BASE), 3));
  }

  @Test
  void shouldSpreadEventTimesInOrderOverTheSpan() throws Exception {
    var json = new ObjectMapper();
    Instant before = BASE;
    List<String> lines = all(set, 0);
    for (String line : lines) {
      Instant at = Instant.parse(json.readTree(line).path("@timestamp").asText());
      assertFalse(at.isBefore(before), line);
      before = at;
    }
    assertEquals(101, lines.size());
    assertTrue(before.isBefore(BASE.plus(DataSet.SPAN)));
    assertTrue(before.isAfter(BASE.plus(DataSet.SPAN).minus(Duration.ofMinutes(5))));
  }

  @Test
  void shouldWriteAnActionBeforeEachDocument() {
    var documents = new Documents(set, 0);
    String body = new String(documents.bulk(100), StandardCharsets.UTF_8);

    assertEquals(200, body.lines().count());
    assertFalse(documents.done());
    assertEquals(2, new String(documents.bulk(100), StandardCharsets.UTF_8).lines().count());
    assertTrue(documents.done());
  }

  @Test
  void shouldDelayWindowsIntoTheData() {
    Instant now = BASE.plus(Duration.ofDays(9));
    Duration delay = set.delay(now, Duration.ofMinutes(10), Duration.ofMinutes(20));

    assertEquals(BASE.plus(Duration.ofMinutes(10)), now.minus(delay));
  }

  @Test
  void shouldRefuseWindowsThatWouldLeaveTheData() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> set.delay(BASE, Duration.ofMinutes(10), Duration.ofHours(3)));
    assertTrue(refusal.getMessage().contains("180 minutes"), refusal.getMessage());
  }

  @Test
  void shouldTakeFewerDocumentsWhenTheDiskIsSmall() {
    long tenMillion = 10_000_000;
    assertEquals(tenMillion, Room.documents(tenMillion, 100L << 30));
    assertEquals(4_200_000, Room.documents(tenMillion, 4L << 30));
    assertEquals(0, Room.documents(tenMillion, 1L << 30));
  }

  private static List<String> all(DataSet set, int index) {
    var documents = new Documents(set, index);
    List<String> lines = new ArrayList<>();
    while (!documents.done()) {
      lines.add(documents.next());
    }
    return lines;
  }
}
