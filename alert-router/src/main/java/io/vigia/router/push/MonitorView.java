package io.vigia.router.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job for people.
 *
 * @param url where it reports; said once, when it is made: afterwards nobody knows it
 * @param state {@code up}, {@code running}, {@code missed}, {@code failed}, {@code overrun} or
 *     {@code paused}
 * @param dueAt when it will be missed, grace included
 * @param pings the newest first, in the answer for one job alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MonitorView(
    UUID id,
    String name,
    @Nullable String url,
    String state,
    @Nullable Instant downSince,
    @Nullable Instant startedAt,
    @Nullable Duration lastDuration,
    Instant dueAt,
    Schedule schedule,
    String severity,
    Map<String, String> labels,
    String createdBy,
    Instant createdAt,
    @Nullable Ping lastPing,
    @Nullable List<Ping> pings) {

  static MonitorView of(Monitor monitor, @Nullable String url, @Nullable List<Ping> pings) {
    Job job = monitor.job();
    return new MonitorView(
        monitor.id(),
        monitor.name(),
        url,
        state(monitor),
        job.downSince().orElse(null),
        job.startedAt().orElse(null),
        job.duration().orElse(null),
        monitor.dueAt(),
        job.schedule(),
        monitor.severity(),
        monitor.own().values(),
        monitor.createdBy(),
        monitor.createdAt(),
        monitor.last(),
        pings);
  }

  private static String state(Monitor monitor) {
    if (monitor.paused()) {
      return "paused";
    }
    return monitor
        .job()
        .down()
        .map(down -> down.name().toLowerCase(Locale.ROOT))
        .orElse(monitor.job().startedAt().isPresent() ? "running" : "up");
  }
}
