package io.vigia.benchmarks.deadman;

import io.vigia.benchmarks.deadman.Sightings.Seen;
import io.vigia.benchmarks.measure.Percentiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was said of the agents, beside what they did. Pure.
 *
 * @param sent of each agent the times of its heartbeats
 */
record Account(
    List<Life> lives,
    Map<String, List<Long>> sent,
    List<Seen> seen,
    long pausedFrom,
    long pausedUntil) {

  /** Three intervals. */
  static final long DEADLINE = 3 * Life.INTERVAL;

  /** What was sent so soon after the pause waited behind what had been sent in it. */
  private static final long WORKING_OFF = 5_000;

  private static final long FOUND_WITHIN = DEADLINE + 10_000;

  /**
   * One agent that died.
   *
   * @param seconds from its last heartbeat until its alert was seen; negative when it was missed
   * @param paused whether the router was paused, or worked off what had waited, within its deadline
   */
  record Death(String agent, long last, long seenAt, double seconds, boolean paused) {}

  List<Death> deaths() {
    Map<String, List<Long>> begun = begun();
    List<Death> deaths = new ArrayList<>();
    for (Life life : lives) {
      if (!life.dies()) {
        continue;
      }
      // what was due before its death may have been sent a little after it
      long last = lastBefore(life.name(), life.diesAt() + Life.INTERVAL / 2);
      long found =
          begun.getOrDefault(life.name(), List.of()).stream()
              .filter(at -> at > last && at - Life.INTERVAL < life.revivesAt())
              .findFirst()
              .orElse(-1L);
      boolean paused =
          pausedUntil + WORKING_OFF > last
              && pausedFrom < last + DEADLINE + 1000
              && pausedUntil > pausedFrom;
      deaths.add(
          new Death(life.name(), last, found, found < 0 ? -1 : (found - last) / 1000.0, paused));
    }
    return deaths;
  }

  /** Alerts of agents that had reported within the deadline. */
  List<Seen> falseAlarms() {
    return seen.stream()
        .filter(s -> s.begins() && s.alertname().equals("AgentSilent"))
        .filter(s -> s.at() - lastBefore(s.agent(), s.at()) < DEADLINE)
        .toList();
  }

  /** Alerts that ended although the agent had sent nothing. */
  List<Seen> falseRecoveries() {
    return seen.stream()
        .filter(s -> !s.begins() && s.alertname().equals("AgentSilent"))
        .filter(s -> s.at() - lastBefore(s.agent(), s.at()) > DEADLINE)
        .toList();
  }

  Map<String, Double> figures() {
    List<Death> deaths = deaths();
    double[] undisturbed =
        deaths.stream()
            .filter(d -> !d.paused() && d.seconds() >= 0)
            .mapToDouble(Death::seconds)
            .toArray();
    Percentiles detected = Percentiles.of(undisturbed);
    double overPause =
        deaths.stream().filter(Death::paused).mapToDouble(Death::seconds).max().orElse(0);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("agents", (double) lives.size());
    figures.put("deaths", (double) deaths.size());
    figures.put("detect_p50_s", detected.at(0.5));
    figures.put("detect_p99_s", detected.at(0.99));
    figures.put("detect_max_s", detected.highest());
    figures.put("detect_over_pause_max_s", overPause);
    figures.put("false_alarms", (double) falseAlarms().size());
    figures.put("false_recoveries", (double) falseRecoveries().size());
    figures.put("missed", (double) deaths.stream().filter(d -> d.seconds() < 0).count());
    figures.put(
        "clocks_wrong",
        (double) lives.stream().filter(l -> l.habit() == Life.Habit.WRONG_CLOCK).count());
    figures.put(
        "clocks_warned_of",
        (double)
            seen.stream()
                .filter(s -> s.begins() && s.alertname().equals("AgentClockSkew"))
                .map(Seen::agent)
                .distinct()
                .count());
    return figures;
  }

  static long settleMillis() {
    return FOUND_WITHIN;
  }

  private Map<String, List<Long>> begun() {
    Map<String, List<Long>> begun = new HashMap<>();
    seen.stream()
        .filter(s -> s.begins() && s.alertname().equals("AgentSilent"))
        .forEach(s -> begun.computeIfAbsent(s.agent(), a -> new ArrayList<>()).add(s.at()));
    return begun;
  }

  private long lastBefore(String agent, long at) {
    return sent.getOrDefault(agent, List.of()).stream()
        .filter(time -> time <= at)
        .mapToLong(Long::longValue)
        .max()
        .orElse(Long.MIN_VALUE / 2);
  }
}
