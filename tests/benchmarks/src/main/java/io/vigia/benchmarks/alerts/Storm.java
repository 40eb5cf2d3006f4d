package io.vigia.benchmarks.alerts;

import io.vigia.benchmarks.alerts.Batch.Member;
import io.vigia.benchmarks.alerts.Receivers.Told;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Alerts by the thousand in some seconds. Each batch begins new groups and adds to those of the
 * batches before it, so that groups become due all the time while alerts come in.
 */
public final class Storm {

  static final Duration GROUP_WAIT = Duration.ofSeconds(1);
  static final Duration GROUP_INTERVAL = Duration.ofSeconds(5);

  /** Alerts of a group; one in each of as many batches. */
  private static final int IN_A_GROUP = 20;

  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);
  private static final Duration STEP = Duration.ofMillis(200);

  /** A receiver that was dead is tried again within the longest pause between tries. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(120);

  /**
   * What became of it.
   *
   * @param delivered alerts of which their receiver knows
   * @param duplicated notifications that were taken twice under one id
   * @param tooMany notifications beyond what the groups' intervals allow
   * @param latencies from group_wait's end to the receiver, of the first notification of each group
   *     whose receiver lives, in milliseconds
   */
  public record Outcome(
      int sent,
      int delivered,
      int duplicated,
      int notifications,
      int tooMany,
      double[] latencies,
      double seconds) {

    public int lost() {
      return sent - delivered;
    }
  }

  private final int alerts;
  private final String run;
  private final Receivers receivers;
  private final Clock clock;
  private final Map<String, Instant> begun = new HashMap<>();
  private final Set<String> sent = new HashSet<>();

  Storm(int alerts, String run, Receivers receivers, Clock clock) {
    this.alerts = alerts;
    this.run = run;
    this.receivers = receivers;
    this.clock = clock;
  }

  /** Sends it, revives the dead receiver and waits until everybody has what is his. */
  Outcome run(Target target) throws IOException {
    Instant start = clock.instant();
    send(target);
    Instant end = clock.instant();
    pause(GROUP_WAIT.plus(GROUP_INTERVAL));
    receivers.revive();
    Instant deadline = clock.instant().plus(LONGEST_WAIT);
    while (delivered().size() < sent.size() && clock.instant().isBefore(deadline)) {
      pause(STEP);
    }
    pause(GROUP_WAIT); // what comes twice comes soon after
    return outcome(Duration.between(start, end));
  }

  private void send(Target target) throws IOException {
    Instant start = clock.instant();
    int batches = alerts / Batch.ALERTS;
    try (var connection = new Connection(target)) {
      for (int batch = 0; batch < batches; batch++) {
        pause(Duration.between(clock.instant(), start.plus(BETWEEN_BATCHES.multipliedBy(batch))));
        Batch next = batch(batch, batches);
        Instant now = clock.instant();
        next.members().forEach(member -> begun.putIfAbsent(service(member), now));
        connection.postAlerts(next.at(now));
        next.members().forEach(member -> sent.add(member.instance()));
      }
    }
  }

  /** One alert for each group that the last batches have begun, and this one. */
  private Batch batch(int number, int batches) {
    int begins = Batch.ALERTS / IN_A_GROUP;
    List<Member> members =
        IntStream.range(0, Batch.ALERTS)
            .mapToObj(
                i ->
                    new Member(
                        number * Batch.ALERTS + i,
                        Math.floorMod(number - i / begins, batches) * begins + i % begins))
            .toList();
    return new Batch(run, members, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private String service(Member member) {
    return run + "-" + member.service();
  }

  /** The alerts that their receivers know to fire. */
  private Set<String> delivered() {
    Set<String> known = new HashSet<>();
    for (Told each : receivers.told()) {
      if (begun.containsKey(each.group())) {
        each.alerts().stream()
            .filter(alert -> alert.endsWith(" firing"))
            .forEach(alert -> known.add(alert.substring(0, alert.indexOf(' '))));
      }
    }
    known.retainAll(sent);
    return known;
  }

  private Outcome outcome(Duration took) {
    List<Told> ours =
        receivers.told().stream().filter(each -> begun.containsKey(each.group())).toList();
    Set<String> ids = new HashSet<>();
    Map<String, Integer> notifications = new HashMap<>();
    Map<String, Instant> first = new HashMap<>();
    int duplicated = 0;
    for (Told each : ours) {
      if (!each.id().equals("null") && !ids.add(each.id())) {
        duplicated++;
      }
      notifications.merge(each.group(), 1, Integer::sum);
      first.merge(each.group(), each.at(), (one, other) -> one.isBefore(other) ? one : other);
    }
    int allowed = 2 + (int) took.plus(GROUP_WAIT).dividedBy(GROUP_INTERVAL);
    return new Outcome(
        sent.size(),
        delivered().size(),
        duplicated,
        ours.size(),
        notifications.values().stream().mapToInt(n -> Math.max(0, n - allowed)).sum(),
        latencies(first),
        took.toMillis() / 1000.0);
  }

  private double[] latencies(Map<String, Instant> first) {
    var latencies = new ArrayList<Double>();
    begun.forEach(
        (group, since) -> {
          Instant at = first.get(group);
          int service = Integer.parseInt(group.substring(group.lastIndexOf('-') + 1));
          if (at != null && !Receivers.isDead(service % Receivers.COUNT)) {
            latencies.add(Duration.between(since.plus(GROUP_WAIT), at).toNanos() / 1e6);
          }
        });
    return latencies.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(Math.max(0, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
