package io.vigia.launcher.soak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.launcher.soak.Batch.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Alerts for {@code POST /api/v2/alerts}, each with labels of its own. One ends only after the
 * webhook was told that it fires: a group that ends before it has spoken rightly says nothing, and
 * that would look like a loss.
 */
final class Alerts implements Source {

  private static final int LARGEST_BATCH = 12;
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(8);

  /** Longer than anything takes here, so that no alert ends by itself. */
  private static final Duration VOUCHED_FOR = Duration.ofDays(2);

  private record Ending(Instant due, String episode, Instant start) {}

  private final SplittableRandom random;
  private final Pace pace;

  /** The start of each one of which the webhook has not heard. */
  private final Map<String, Instant> untold = new HashMap<>();

  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparing(Ending::due));
  private int made;
  private boolean over;

  Alerts(SplittableRandom random, double perSecond) {
    this.random = random;
    this.pace = new Pace(random.split(), perSecond, LARGEST_BATCH);
  }

  @Override
  public synchronized Optional<Batch> next(Instant now) {
    List<Ending> ended = due(now);
    if (!ended.isEmpty()) {
      return Optional.of(resolved(ended, now.truncatedTo(ChronoUnit.MILLIS)));
    }
    int size = over ? 0 : pace.take(now);
    return size == 0
        ? Optional.empty()
        : Optional.of(firing(size, now.truncatedTo(ChronoUnit.MILLIS)));
  }

  /** The webhook was told that it fires, perhaps again. */
  synchronized void told(String episode, Instant now) {
    Instant start = untold.remove(episode);
    if (start != null) {
      long life = random.nextLong(SHORTEST_LIFE.toMillis(), LONGEST_LIFE.toMillis());
      endings.add(new Ending(now.plusMillis(life), episode, start));
    }
  }

  @Override
  public synchronized void noMore() {
    over = true;
  }

  @Override
  public synchronized boolean exhausted() {
    return over && untold.isEmpty() && endings.isEmpty();
  }

  private List<Ending> due(Instant now) {
    List<Ending> due = new ArrayList<>();
    Ending first = endings.peek();
    while (first != null && !first.due().isAfter(now) && due.size() < LARGEST_BATCH) {
      due.add(endings.remove());
      first = endings.peek();
    }
    return due;
  }

  private Batch firing(int size, Instant now) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String number = "a" + ++made;
      String episode = episode(number, now);
      untold.put(episode, now);
      add(body, number, now, now.plus(VOUCHED_FOR));
      statements.add(new Statement(episode, "firing"));
    }
    return batch(body, statements);
  }

  private static Batch resolved(List<Ending> ended, Instant now) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    List<Statement> statements = new ArrayList<>();
    for (Ending each : ended) {
      String episode = each.episode();
      add(body, episode.substring(0, episode.indexOf('@')), each.start(), now);
      statements.add(new Statement(episode, "resolved"));
    }
    return batch(body, statements);
  }

  private static void add(ArrayNode body, String number, Instant start, Instant end) {
    var alert = body.addObject();
    alert
        .putObject("labels")
        .put("alertname", "Soak")
        .put("service", "soak-" + number)
        .put(SoakFiles.LABEL, number);
    alert.putObject("annotations").put("summary", "Alert " + number + " of a soak.");
    alert.put("startsAt", start.toString()).put("endsAt", end.toString());
  }

  /** What identifies it from the sender to the receiver. */
  static String episode(String number, Instant start) {
    return number + "@" + start;
  }

  private static Batch batch(ArrayNode body, List<Statement> statements) {
    return new Batch(body.toString().getBytes(StandardCharsets.UTF_8), statements);
  }
}
