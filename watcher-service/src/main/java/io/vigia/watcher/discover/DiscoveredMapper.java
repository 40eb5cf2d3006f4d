package io.vigia.watcher.discover;

import io.vigia.watcher.discover.DiscoveryConfig.Defaults;
import io.vigia.watcher.fresh.MonitorForm;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The monitor of what was found: what the source says, and the defaults for the rest. */
final class DiscoveredMapper {

  private DiscoveredMapper() {}

  static MonitorForm form(Found one, Defaults defaults) {
    String field = one.field() == null ? defaults.documentField().orElse(null) : one.field();
    String document = one.document();
    return new MonitorForm(
        one.name(),
        defaults.checkIntervalMinutes(),
        one.thresholdMinutes() == null ? defaults.dataThresholdMinutes() : one.thresholdMinutes(),
        defaults.restartEnabled(),
        defaults.alertWebhookUrl().isPresent(),
        defaults.alertWebhookUrl().map(URI::toString).orElse(null),
        BigDecimal.valueOf(defaults.requestTimeoutSeconds()),
        defaults.retryAttempts(),
        BigDecimal.valueOf(defaults.retryDelaySeconds()),
        defaults.minFailureCount(),
        null,
        defaults.cluster(),
        index(one, defaults.index()),
        defaults.timestamp(),
        document,
        document == null ? null : field,
        null,
        one.namespace(),
        defaults.runbook().orElse(null),
        one.target(),
        defaults.severity(),
        true,
        null);
  }

  private static @Nullable String index(Found one, Optional<String> pattern) {
    if (one.index() != null) {
      return one.index();
    }
    String document = one.document();
    return document == null
        ? pattern.orElse(null)
        : pattern.map(p -> p.replace("{document}", document)).orElse(document);
  }
}
