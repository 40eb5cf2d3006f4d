package io.vigia.e2e.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two processes of watcher-service with some hundred watchers whose data change all the time. One
 * of them is killed again and again: every due time has its run, every verdict is the documents',
 * every change is told under one id.
 */
class WatcherLoadIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int KILLS = 3;
  private static final int INDICES = 5;
  private static final int WATCHERS = 60; // on each index
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration AHEAD = Duration.ofMinutes(10);

  /** Documents come for so many seconds, then none for as many. */
  private static final int SPELL_SECONDS = 10;

  private static Platform platform;
  private static Replica one;
  private static Replica two;
  private static Instant first;

  @BeforeAll
  static void start() {
    platform = new Platform("watcher-load");
    first = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (int index = 0; index < INDICES; index++) {
      writeSpells(index);
    }
    one = Replica.start("watcher-service", "watcher-load-one", platform.settings());
    two = Replica.start("watcher-service", "watcher-load-two", platform.settings());
    one.awaitReady();
    two.awaitReady();
    Http.Answer created = Http.post(one.address("/api/v1/watchers"), watchers());
    assertEquals(2, created.status() / 100, created.body());
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void shouldLoseNoWindowAndTellEveryChangeOnce() {
    for (int kill = 0; kill < KILLS; kill++) {
      untilRuns(runs() + 4L * INDICES * WATCHERS);
      Replica victim = kill % 2 == 0 ? one : two;
      victim.kill();
      untilRuns(runs() + 4L * INDICES * WATCHERS);
      victim.restart();
    }
    pauseAll();

    assertEquals(0, number(DOUBLED), "due times that were run twice");
    assertEquals(0, number(GAPS), "due times without a run");
    assertEquals(0, number("select count(*) from run where verdict = 'unknown'"), "unknown");
    List<Ran> history = history();
    judgedAsTheDocumentsAre(history);
    long changes = toldOnce(history);
    Matrix.note(
        "two watcher-services",
        "%d watchers, %d kills: %d runs, %d changes, each told under one id"
            .formatted(INDICES * WATCHERS, KILLS, history.size(), changes));
  }

  private static final String OWN =
      "with run as (select r.*, w.name from watcher.watcher_run r"
          + " join watcher.watcher w on w.id = r.watcher where w.name like 'load-%') ";
  private static final String DOUBLED =
      "select count(*) from (select 1 from run group by watcher, due_at having count(*) > 1) d";
  private static final String GAPS =
      "select count(*) from (select due_at - lag(due_at) over (partition by watcher order by due_at)"
          + " as step from run) s where step <> interval '2 seconds'";
  private static final String CLAIMED =
      "select count(*) from watcher.watcher_state where lease_until > now()";

  private static void judgedAsTheDocumentsAre(List<Ran> history) {
    Map<Boolean, Long> fired = new TreeMap<>(Map.of(false, 0L, true, 0L));
    for (Ran run : history) {
      boolean expected = documents(run.index(), run.from(), run.to()) > 0;
      assertEquals(expected, run.firing(), () -> "verdict of " + run);
      fired.merge(expected, 1L, Long::sum);
    }
    assertTrue(fired.get(true) > 100 && fired.get(false) > 100, () -> "both are there: " + fired);
  }

  private static long toldOnce(List<Ran> history) {
    long changes =
        history.stream().collect(groupingBy(Ran::name)).values().stream()
            .mapToLong(WatcherLoadIT::changes)
            .sum();
    Map<String, Set<String>> idsOfChange =
        platform.topics().all(Topic.ALERTS).stream()
            .filter(seen -> seen.value().at("/labels/alertname").asText().startsWith("load-"))
            .collect(groupingBy(WatcherLoadIT::change, mapping(Topics.Seen::id, toSet())));
    assertEquals(changes, idsOfChange.size(), "changes told, and changes in the history");
    idsOfChange.forEach(
        (change, ids) -> assertEquals(1, ids.size(), () -> change + " has the ids " + ids));
    return changes;
  }

  private static String change(Topics.Seen seen) {
    return "%s %s %s"
        .formatted(
            seen.value().at("/labels/alertname").asText(),
            seen.value().path("startsAt").asText(),
            seen.value().path("status").asText());
  }

  /** Before its first run a watcher is taken to be well. */
  private static long changes(List<Ran> runs) {
    boolean firing = false;
    long changes = 0;
    for (Ran run : runs) {
      changes += run.firing() == firing ? 0 : 1;
      firing = run.firing();
    }
    return changes;
  }

  private record Ran(String name, int index, Instant from, Instant to, boolean firing) {}

  /** Of each watcher in the order of its due times. */
  private static List<Ran> history() {
    return platform.query(
        OWN + "select name, window_from, window_to, verdict from run order by name, due_at",
        row -> {
          var runs = new ArrayList<Ran>();
          while (row.next()) {
            String name = row.getString(1);
            runs.add(
                new Ran(
                    name,
                    indexOf(name),
                    row.getTimestamp(2).toInstant(),
                    row.getTimestamp(3).toInstant(),
                    row.getString(4).equals("firing")));
          }
          return runs;
        });
  }

  /** One document each half second of a spell; indices begin at different times. */
  private static void writeSpells(int index) {
    Http.put(
        platform.index("load-" + index),
        """
        {"settings":{"number_of_replicas":0},"mappings":{"properties":{
         "@timestamp":{"type":"date"}}}}""");
    var bulk = new StringBuilder();
    for (Instant at : times(index)) {
      bulk.append("{\"index\":{}}\n{\"@timestamp\":\"").append(at).append("\"}\n");
    }
    Http.Answer written =
        Http.post(platform.index("load-" + index + "/_bulk?refresh=true"), bulk.toString());
    assertTrue(written.body().contains("\"errors\":false"), written.body());
  }

  private static List<Instant> times(int index) {
    var times = new ArrayList<Instant>();
    for (Instant at = first; at.isBefore(first.plus(AHEAD)); at = at.plusMillis(500)) {
      long second = at.getEpochSecond() + 3L * index;
      if (second / SPELL_SECONDS % 2 == 0) {
        times.add(at);
      }
    }
    return times;
  }

  private static long documents(int index, Instant from, Instant to) {
    return times(index).stream().filter(at -> !at.isBefore(from) && at.isBefore(to)).count();
  }

  private static String watchers() {
    return names().map(WatcherLoadIT::watcher).toList().toString();
  }

  private static String watcher(String name) {
    return """
        {"name":"%s","alertname":"%s","template":"count_threshold","index":"%s",
         "every":"%s","window":"%s","samples":{"size":0},"parameters":{"above":0}}"""
        .formatted(name, name, platform.indexName("load-" + indexOf(name)), EVERY, EVERY);
  }

  private static Stream<String> names() {
    return IntStream.range(0, INDICES)
        .boxed()
        .flatMap(
            index -> IntStream.range(0, WATCHERS).mapToObj(i -> "load-%d-%d".formatted(index, i)));
  }

  private static int indexOf(String name) {
    return Integer.parseInt(name.split("-")[1]);
  }

  /** And waits until nothing is under way. */
  private static void pauseAll() {
    names().forEach(name -> Http.post(one.address("/api/v1/watchers/" + name + "/pause"), "{}"));
    await().atMost(PATIENCE).until(() -> platform.number(CLAIMED) == 0);
    await().atMost(PATIENCE).until(() -> platform.rows("watcher.outbox") == 0);
  }

  private static void untilRuns(long number) {
    await().atMost(PATIENCE).until(() -> runs() >= number);
  }

  private static long runs() {
    return number("select count(*) from run");
  }

  private static long number(String query) {
    return platform.number(OWN + query);
  }
}
