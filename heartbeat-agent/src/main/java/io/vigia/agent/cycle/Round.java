package io.vigia.agent.cycle;

import io.vigia.agent.debounce.Condition;
import io.vigia.agent.debounce.Condition.Change;
import io.vigia.agent.debounce.Condition.Step;
import io.vigia.agent.probe.Finding;
import io.vigia.agent.target.Target;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Event;
import io.vigia.contracts.Heartbeat;
import io.vigia.contracts.Labels;
import io.vigia.contracts.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one cycle means: new states and what must be told, computed from the findings. Pure: no
 * clock, no I/O.
 *
 * @param alerts by the name of the target that they are about
 * @param reports all else that is told
 */
record Round(
    Map<String, Condition> states,
    Map<String, Alert> alerts,
    List<Event> reports,
    Heartbeat heartbeat) {

  /** Who speaks. */
  record Self(String tenant, String agent, ZoneId zone, String address, @Nullable String site) {

    /** At no site. */
    Self(String tenant, String agent, ZoneId zone, String address) {
      this(tenant, agent, zone, address, null);
    }
  }

  /** What was seen: when the cycle was due, when it ended, each target's finding. */
  record Seen(
      long sequence,
      Instant due,
      Instant end,
      Duration interval,
      Map<Target, Finding> findings,
      Heartbeat.Host host) {}

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  static Round of(Seen seen, Map<String, Condition> before, int threshold, Self self) {
    var states = new LinkedHashMap<String, Condition>();
    var alerts = new LinkedHashMap<String, Alert>();
    seen.findings()
        .forEach(
            (target, finding) -> {
              Condition known = before.getOrDefault(target.name(), new Condition.Up());
              Step step =
                  isSuppressed(target, seen.findings())
                      ? new Step(known, Optional.empty())
                      : known.on(finding, seen.due(), threshold);
              states.put(target.name(), step.next());
              step.change()
                  .ifPresent(c -> alerts.put(target.name(), alert(target, finding, c, seen, self)));
            });
    var reports = new ArrayList<Event>(measurements(seen, self));
    Heartbeat heartbeat = heartbeat(seen, self);
    reports.add(heartbeat);
    return new Round(states, alerts, List.copyOf(reports), heartbeat);
  }

  /** All that is told, in this order. */
  List<Event> events() {
    var all = new ArrayList<Event>(alerts.values());
    all.addAll(reports);
    return all;
  }

  /** What an alert about the target is known by. */
  static Labels labels(Target target, Self self) {
    return Labels.of(
        Map.of(
            "alertname", target.alertname(),
            "service", target.service(),
            "instance", target.instance(),
            "severity", target.severity(),
            "agent", self.agent()));
  }

  /** A target whose parent fails in the same cycle says nothing new. */
  private static boolean isSuppressed(Target target, Map<Target, Finding> findings) {
    return target.parent().stream()
        .flatMap(
            parent -> findings.entrySet().stream().filter(f -> f.getKey().name().equals(parent)))
        .anyMatch(parent -> !parent.getValue().healthy());
  }

  private static Alert alert(Target target, Finding finding, Change change, Seen seen, Self self) {
    var labels = labels(target, self);
    if (change instanceof Change.WentDown down) {
      String when = TIME.format(down.since().atZone(self.zone()));
      return new Alert(
          self.tenant(),
          Status.FIRING,
          labels,
          Map.of(
              "summary",
              target.service() + " is down: " + down.reason(),
              "description",
              "%s failed %d times in a row since %s (%s)"
                  .formatted(target.address(), down.failures(), when, self.zone())),
          down.since(),
          null,
          seen.end(),
          (double) down.failures(),
          "heartbeat-agent",
          self.address(),
          target.runbook().map(r -> new Remediation(r, target.service())).orElse(null));
    }
    var recovered = (Change.Recovered) change;
    return new Alert(
        self.tenant(),
        Status.RESOLVED,
        labels,
        Map.of(
            "summary",
            "%s is back, %d ms".formatted(target.service(), finding.latency().toMillis())),
        recovered.since(),
        seen.end(),
        seen.end(),
        0.0,
        "heartbeat-agent",
        self.address(),
        null);
  }

  private static List<Measurement> measurements(Seen seen, Self self) {
    var all = new ArrayList<Measurement>();
    var origin = new TreeMap<>(Map.of("agent", self.agent()));
    seen.findings()
        .forEach(
            (target, finding) -> {
              if (finding.healthy() && !finding.latency().isZero()) {
                String metric =
                    target.name().endsWith("/ready") ? "ready_latency_ms" : "probe_latency_ms";
                double millis = finding.latency().toNanos() / 1e6;
                all.add(
                    new Measurement(
                        self.tenant(), target.service(), metric, seen.due(), millis, origin));
              }
            });
    String host = "host:" + self.agent();
    Map.of(
            "cpu_percent", seen.host().cpuPercent(),
            "memory_percent", seen.host().memoryPercent(),
            "disk_percent", seen.host().diskPercent())
        .forEach(
            (metric, value) ->
                all.add(new Measurement(self.tenant(), host, metric, seen.due(), value, origin)));
    return all;
  }

  private static Heartbeat heartbeat(Seen seen, Self self) {
    List<Heartbeat.Service> services =
        seen.findings().entrySet().stream()
            .map(
                f ->
                    new Heartbeat.Service(
                        f.getKey().name(),
                        f.getValue().healthy(),
                        f.getValue().latency(),
                        f.getValue().reason()))
            .toList();
    return new Heartbeat(
        self.tenant(),
        self.agent(),
        seen.sequence(),
        seen.due(),
        Duration.between(seen.due(), seen.end()),
        seen.interval(),
        services,
        seen.host(),
        self.site());
  }
}
