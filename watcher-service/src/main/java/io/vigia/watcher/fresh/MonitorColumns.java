package io.vigia.watcher.fresh;

import io.vigia.kit.problem.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a definition in the words of the monitor that it was made of. Pure. */
final class MonitorColumns {

  private static final Map<String, String> BY_FIELD =
      Map.of(
          "name", "service_type",
          "every", "check_interval_minutes",
          "parameters.max_age", "data_threshold_minutes",
          "timeout", "request_timeout_seconds",
          "retries", "retry_attempts",
          "retry_delay", "retry_delay_seconds",
          "for", "min_failure_count",
          "realert.every", "alert_interval_minutes",
          "filter", "query");

  private MonitorColumns() {}

  static Refusal named(Refusal refusal) {
    String field = refusal.problem().field();
    String column = column(field);
    return column == null || column.equals(field) ? refusal : Refusal.of(refusal.problem(), column);
  }

  private static @Nullable String column(@Nullable String field) {
    if (field == null) {
      return null;
    }
    return field.matches("destinations\\[\\d+]\\.url")
        ? "alert_webhook_url"
        : field.startsWith("remediation.")
            ? field.substring("remediation.".length())
            : BY_FIELD.getOrDefault(field, field);
  }
}
