package io.vigia.remediation.execution;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An execution as one line of {@code remediation_log.txt}: {@code key=value}, text in quotes. */
final class LogLine {

  private LogLine() {}

  static String of(Execution e) {
    var phases = ExecutionView.Durations.of(e.times());
    Object last =
        Stream.of(e.verifiedAt(), e.actedAt(), e.decidedAt(), e.receivedAt())
            .filter(at -> at != null)
            .findFirst()
            .orElse(e.receivedAt());
    return "%s execution=%s alert=%s runbook=%s target=%s status=%s verified=%s decision=%s"
            .formatted(
                last,
                e.id(),
                quoted(e.alert().name()),
                e.runbook(),
                quoted(e.target()),
                e.status().name().toLowerCase(Locale.ROOT),
                e.verified(),
                e.decision())
        + " detect=%s decide=%s act=%s verify=%s episode=%s reason=%s%n"
            .formatted(
                seconds(phases.detect()),
                seconds(phases.decide()),
                seconds(phases.act()),
                seconds(phases.verify()),
                e.episode(),
                quoted(e.reason()));
  }

  private static String seconds(@Nullable Duration duration) {
    return duration == null
        ? "-"
        : String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
  }

  /** One line stays one line, whatever an alert's text holds. */
  private static String quoted(String text) {
    String safe = text.replaceAll("[\\p{Cntrl}]+", " ").replace("\\", "\\\\").replace("\"", "\\\"");
    return "\"" + safe + "\"";
  }
}
