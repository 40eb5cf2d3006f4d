package io.vigia.router.push;

import io.vigia.contracts.Labels;
import io.vigia.kit.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is asked for.
 *
 * @param grace 1 min when absent
 * @param timeout the grace when absent, and at least 1 s
 * @param severity critical when absent
 */
record PostableMonitor(
    @Nullable String name,
    @Nullable Duration every,
    @Nullable String cron,
    @Nullable String zone,
    @Nullable Duration grace,
    @Nullable Duration timeout,
    @Nullable String severity,
    @Nullable Map<String, @Nullable String> labels) {

  private static final int MAX_NAME = 256;
  private static final int MAX_LABELS = 20;
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");
  private static final Set<String> OURS = Set.of("alertname", "job", "severity");

  /**
   * @throws Refusal naming the field at fault
   */
  Monitor monitor(UUID id, String tenant, String by, Instant now) {
    if (name == null || name.isBlank() || name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
      throw Refusal.invalid("name", "a name of at most " + MAX_NAME + " characters is expected");
    }
    String level = severity == null ? "critical" : severity;
    if (!SEVERITIES.contains(level)) {
      throw Refusal.invalid("severity", "critical, warning or info is expected");
    }
    Job job = Job.fresh(schedule(now), now);
    return new Monitor(
        id, tenant, name, ownLabels(), level, false, now, by, job, null, job.due(now));
  }

  private Schedule schedule(Instant now) {
    Duration late = grace == null ? GRACE : grace;
    Duration longest = timeout != null ? timeout : late.compareTo(GRACE) < 0 ? GRACE : late;
    try {
      var schedule = new Schedule(every, cron, zone == null ? "UTC" : zone, late, longest);
      if (!schedule.isEverDue(now)) {
        throw Refusal.invalid("cron", "there is no such time");
      }
      return schedule;
    } catch (IllegalArgumentException e) {
      String[] said = String.valueOf(e.getMessage()).split(": ", 2);
      throw Refusal.invalid(said[0], said[said.length - 1]);
    }
  }

  private Labels ownLabels() {
    if (labels == null) {
      return new Labels(new TreeMap<>());
    }
    if (labels.size() > MAX_LABELS || labels.containsValue(null)) {
      throw Refusal.invalid("labels", "at most " + MAX_LABELS + ", each with a value");
    }
    for (String label : labels.keySet()) {
      if (OURS.contains(label)) {
        throw Refusal.invalid("labels." + label, "this label says what the alert is");
      }
    }
    try {
      return new Labels(new TreeMap<>(labels));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("labels", String.valueOf(e.getMessage()));
    }
  }
}
