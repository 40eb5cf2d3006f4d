package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Delay;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures how late documents become searchable, by the newest of an index: from event time to
 * {@code event.ingested} where documents have it, else to now.
 */
@ApplicationScoped
public class LagClient {

  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int DOCUMENTS = 50;
  private static final int MAX_INDICES = 5000;

  private record Source(String cluster, String index, String timestamp) {}

  private final SearchClient search;
  private final Clock clock;
  private final Map<Source, Lag> lags = new ConcurrentHashMap<>();

  LagClient(SearchClient search, Clock clock) {
    this.search = search;
    this.clock = clock;
  }

  /** The definition's delay as it is now; measured first where that is due. */
  public Uni<Duration> delay(Definition definition) {
    if (definition.delay() instanceof Delay.Fixed fixed) {
      return Uni.createFrom().item(fixed.time());
    }
    var source = new Source(definition.cluster(), definition.index(), definition.timestamp());
    if (lags.size() > MAX_INDICES) {
      lags.clear();
    }
    Lag lag = lags.computeIfAbsent(source, s -> new Lag());
    return lag.isDue(clock.instant(), PAUSE)
        ? look(source, lag)
            .ifNoItem()
            .after(PATIENCE)
            .fail()
            .onFailure()
            .recoverWithNull()
            .map(seen -> lag.delay())
        : Uni.createFrom().item(lag.delay());
  }

  private Uni<Void> look(Source source, Lag lag) {
    Instant now = clock.instant();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("size", DOCUMENTS);
    body.put("track_total_hits", false);
    body.set("query", new Window(source.timestamp(), now.minus(Lag.MOST), now).clause());
    body.putArray("sort").addObject().put(source.timestamp(), "desc");
    body.putArray("_source").add(source.timestamp()).add("event.ingested");
    return search
        .search(new Search(source.cluster(), source.index(), body, TIMEOUT, Search.Lane.FAST))
        .invoke(answer -> saw(lag, answer.path("hits").path("hits"), now))
        .replaceWithVoid();
  }

  private static void saw(Lag lag, JsonNode hits, Instant now) {
    if (!hits.isEmpty()) {
      lag.saw(Instant.ofEpochMilli(hits.path(0).path("sort").path(0).asLong()), lag(hits, now));
    }
  }

  /** A sort value of a date is its milliseconds. */
  private static Duration lag(JsonNode hits, Instant now) {
    Duration longest = Duration.ZERO;
    boolean ingested = false;
    for (JsonNode hit : hits) {
      Instant event = Instant.ofEpochMilli(hit.path("sort").path(0).asLong());
      JsonNode arrival = hit.path("_source").path("event").path("ingested");
      if (arrival.isTextual()) {
        ingested = true;
        Duration own = Duration.between(event, parsed(arrival.asText(), event));
        longest = own.compareTo(longest) > 0 ? own : longest;
      }
    }
    if (ingested) {
      return longest;
    }
    return Duration.between(Instant.ofEpochMilli(hits.path(0).path("sort").path(0).asLong()), now);
  }

  private static Instant parsed(String text, Instant otherwise) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }
}
