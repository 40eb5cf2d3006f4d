package io.vigia.router.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.contracts.Labels;
import io.vigia.kit.problem.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z"); // a Saturday
  private static final Labels WEB = Labels.of(Map.of("agent", "web-1"));

  @Test
  void shouldHoldBackWhatItMatchesWhileItLasts() {
    var windows = new Windows(List.of(window(null, NOON.plusSeconds(600))));
    assertEquals(Optional.of(NOON.plusSeconds(600)), windows.heldUntil("default", WEB, NOON));
    assertEquals(Optional.empty(), windows.heldUntil("other", WEB, NOON));
    assertEquals(
        Optional.empty(), windows.heldUntil("default", Labels.of(Map.of("agent", "db-1")), NOON));
    assertEquals(Optional.empty(), windows.heldUntil("default", WEB, NOON.minusSeconds(1)));
    assertEquals(Optional.empty(), windows.heldUntil("default", WEB, NOON.plusSeconds(600)));
  }

  @Test
  void shouldKnowWhenItWasOver() {
    Window window = window(null, NOON.plusSeconds(600));
    Instant later = NOON.plusSeconds(620);
    assertEquals(Optional.of(NOON.plusSeconds(600)), window.endedSince(NOON, later));
    assertEquals(Optional.empty(), window.endedSince(NOON.plusSeconds(610), later));
    assertEquals(Optional.empty(), window.endedSince(NOON, NOON.plusSeconds(10)), "it lasts");
  }

  @Test
  void shouldRecurAndKnowWhenItWasLastOver() {
    Window nightly =
        window(
            "{\"times\":[{\"start_time\":\"02:00\",\"end_time\":\"03:00\"}],"
                + "\"weekdays\":[\"sunday\"]}",
            null);
    Instant sunday = Instant.parse("2026-11-22T02:59:30Z");
    assertTrue(nightly.isInForce(sunday));
    assertFalse(nightly.isInForce(sunday.plusSeconds(3600)));
    assertFalse(nightly.isInForce(sunday.plusSeconds(86_400)));
    assertEquals(Instant.parse("2026-11-22T03:00:00Z"), nightly.askAgain(sunday));
    assertEquals(
        Optional.of(Instant.parse("2026-11-22T03:00:00Z")),
        nightly.endedSince(sunday, sunday.plusSeconds(300)));
    assertEquals(
        Optional.empty(), nightly.endedSince(sunday.plusSeconds(60), sunday.plusSeconds(300)));
  }

  @Test
  void shouldRefuseWhatCannotBeMeant() {
    assertEquals("endsAt", field(List.of("agent=\"a\""), null, null));
    assertEquals("endsAt", field(List.of("agent=\"a\""), NOON.minusSeconds(1), null));
    assertEquals("matchers", field(List.of(), NOON.plusSeconds(1), null));
    assertEquals("matchers[0]", field(List.of("agent"), NOON.plusSeconds(1), null));
    assertEquals("matchers", field(List.of("agent=~\".*\""), NOON.plusSeconds(1), null));
    assertEquals("recurring", field(List.of("agent=\"a\""), null, "{\"times\":[{}]}"));
    assertEquals("recurring", field(List.of("agent=\"a\""), null, "{\"weekdays\":[\"someday\"]}"));
  }

  private static String field(List<String> matchers, Instant end, String recurring) {
    var refusal =
        assertThrows(
            Refusal.class,
            () -> posted(matchers, end, recurring).window(UUID.randomUUID(), "default", NOON));
    return refusal.problem().field();
  }

  private static Window window(String recurring, Instant end) {
    return posted(List.of("agent=~\"web-.*\""), end, recurring)
        .window(UUID.randomUUID(), "default", NOON);
  }

  private static PostableWindow posted(List<String> matchers, Instant end, String recurring) {
    try {
      return new PostableWindow(
          matchers,
          null,
          end,
          recurring == null ? null : new ObjectMapper().readTree(recurring),
          "planned");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
