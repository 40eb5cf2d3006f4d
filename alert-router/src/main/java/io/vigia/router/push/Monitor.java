package io.vigia.router.push;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.router.push.Job.Down;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job with what names it. Pure: no clock, no I/O. */
record Monitor(
    UUID id,
    String tenant,
    String name,
    Labels own,
    String severity,
    boolean paused,
    Instant createdAt,
    String createdBy,
    Job job,
    @Nullable Ping last,
    Instant dueAt) {

  Labels labels(Down down) {
    var labels = new TreeMap<>(own.values());
    labels.put("alertname", down.alertname());
    labels.put("job", name);
    labels.put("severity", severity);
    return Labels.of(labels);
  }

  Monitor with(Job next, boolean pausedNow, @Nullable Ping ping, Instant due) {
    return new Monitor(
        id, tenant, name, own, severity, pausedNow, createdAt, createdBy, next, ping, due);
  }

  /** What people hear of a step of its job. */
  List<Alert> alerts(Job.Step step, @Nullable Ping ping, Instant now, String url) {
    var alerts = new ArrayList<Alert>();
    step.ended()
        .ifPresent(
            down ->
                alerts.add(
                    alert(
                        down,
                        Status.RESOLVED,
                        Map.of("summary", "job " + name + " reports as it should"),
                        job.downSince().orElse(now),
                        now,
                        url)));
    step.begun()
        .ifPresent(down -> alerts.add(alert(down, Status.FIRING, said(down, ping), now, now, url)));
    return alerts;
  }

  private Map<String, String> said(Down down, @Nullable Ping ping) {
    String output = ping == null || ping.body() == null ? "" : ping.body();
    return switch (down) {
      case MISSED ->
          Map.of(
              "summary",
              "job " + name + " has not reported",
              "description",
              "It was expected until %s; its last report counts from %s."
                  .formatted(dueAt, job.countsFrom()));
      case OVERRUN ->
          Map.of(
              "summary",
              "job " + name + " has not finished",
              "description",
              "It started at %s and may run for %s."
                  .formatted(
                      job.startedAt().map(Instant::toString).orElse("an unknown time"),
                      job.schedule().timeout()));
      case FAILED ->
          Map.of(
              "summary",
              "job "
                  + name
                  + " failed"
                  + (ping == null || ping.exit() == null ? "" : " with " + ping.exit()),
              "description",
              output.substring(0, Math.min(1000, output.length())));
    };
  }

  private Alert alert(
      Down down,
      Status status,
      Map<String, String> annotations,
      Instant since,
      Instant now,
      String url) {
    return new Alert(
        tenant,
        status,
        labels(down),
        annotations,
        since,
        status == Status.FIRING ? null : now,
        now,
        null,
        "alert-router",
        url,
        null);
  }
}
