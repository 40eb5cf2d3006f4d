package io.vigia.watcher.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.watch.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TimingTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void shouldRunWatchersOfOneIndexTogetherAndOthersAtAnotherTime() {
    var one = watcher(d -> d.put("index", "logs-a"));
    var same = watcher(d -> d.put("index", "logs-a").put("name", "other"));
    var other = watcher(d -> d.put("index", "logs-b"));
    assertEquals(Timing.after(one, NOON), Timing.after(same, NOON));
    assertNotEquals(Timing.after(one, NOON), Timing.after(other, NOON));
  }

  @Test
  void shouldMakeUpForEveryWindowThatWasMissed() {
    var watcher = watcher(d -> {});
    Instant due = Timing.after(watcher, NOON);
    assertEquals(due, Timing.begin(watcher, due, due.plusSeconds(3600)));
    assertEquals(due.plusSeconds(60), Timing.after(watcher, due));
  }

  @Test
  void shouldLeaveOutWhatIsOlderThanTheDefinitionCaresFor() {
    var watcher = watcher(d -> d.put("catch_up", "PT10M"));
    Instant due = Timing.after(watcher, NOON);
    Instant now = due.plusSeconds(3 * 86_400 + 1);
    assertEquals(now.minusSeconds(541), Timing.begin(watcher, due, now));
    assertEquals(due, Timing.begin(watcher, due, due.plusSeconds(600)));
  }

  @Test
  void shouldRunTheLastDueTimeEvenWhereNoneIsMadeUpFor() {
    var watcher = watcher(d -> d.put("catch_up", "PT0S"));
    Instant due = Timing.after(watcher, NOON);
    assertEquals(due, Timing.begin(watcher, due, due.plusSeconds(59)), "it is a little late");
    assertEquals(
        due.plusSeconds(3600), Timing.begin(watcher, due, due.plusSeconds(3659)), "the last");
  }

  @Test
  void shouldFindTheLastDueTimeOfAClock() {
    var office = watcher(d -> d.put("catch_up", "PT0S").put("cron", "*/5 9-17 * * MON-FRI"));
    Instant friday = Instant.parse("2026-11-20T09:00:00Z");
    assertEquals(
        Instant.parse("2026-11-20T17:55:00Z"),
        Timing.begin(office, friday, Instant.parse("2026-11-22T12:00:00Z")));
  }

  @Test
  void shouldLookSoLongBackBehindTheDelay() {
    var window = Timing.window(watcher(d -> {}), NOON, Duration.ofSeconds(30), null);
    assertEquals(NOON.minusSeconds(30), window.to());
    assertEquals(NOON.minusSeconds(330), window.from());
  }

  @Test
  void shouldLeaveNoGapWhenTheDelayBecomesShorter() {
    var watcher = watcher(d -> d.put("window", "PT1M").put("delay", "auto"));
    Instant asked = NOON.minusSeconds(120);
    assertEquals(asked, Timing.window(watcher, NOON, Duration.ofSeconds(5), asked).from());
  }

  @Test
  void shouldNotLookAtMoreThanTheWindowWhenItRunsSeldom() {
    var watcher = watcher(d -> d.put("window", "PT1M").put("every", "PT5M").put("delay", "auto"));
    Instant asked = NOON.minusSeconds(300);
    assertEquals(NOON.minusSeconds(60), Timing.window(watcher, NOON, Duration.ZERO, asked).from());
  }

  @Test
  void shouldFollowAClock() {
    var watcher = watcher(d -> d.put("cron", "0 30 6 * * ?").put("timezone", "Europe/Madrid"));
    assertEquals(Instant.parse("2026-11-22T05:30:00Z"), Timing.after(watcher, NOON));
  }

  private static Definition watcher(Consumer<ObjectNode> more) {
    var json = new ObjectMapper().findAndRegisterModules();
    ObjectNode definition =
        json.createObjectNode().put("name", "w").put("template", "t").put("index", "logs-*");
    more.accept(definition);
    return json.convertValue(definition, Definition.class);
  }
}
