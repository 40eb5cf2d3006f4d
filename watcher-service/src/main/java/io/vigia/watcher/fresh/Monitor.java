package io.vigia.watcher.fresh;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.kit.yaml.Durations;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DestinationSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a definition of the template {@code freshness} as a monitor. Pure. */
final class Monitor {

  private Monitor() {}

  static MonitorForm of(Definition d, Kept kept) {
    Optional<DestinationSpec> webhook = webhook(d);
    Remediation repair = d.remediation();
    var subject = Subject.of(d.filter());
    return new MonitorForm(
        d.name(),
        per(d.rhythm().period(), Duration.ofMinutes(1)),
        per(maxAge(d), Duration.ofMinutes(1)),
        repair != null,
        webhook.isPresent(),
        webhook.map(DestinationSpec::url).orElse(kept.webhook()),
        per(d.timeout(), Duration.ofSeconds(1)),
        d.retries(),
        per(d.retryDelay(), Duration.ofSeconds(1)),
        d.forRuns(),
        d.realert() == null ? null : per(d.realert().every(), Duration.ofMinutes(1)),
        d.cluster(),
        d.index(),
        d.timestamp(),
        Optional.ofNullable(d.labels().get("elastic_doc_name")).orElse(subject.document()),
        subject.field(),
        subject.query(),
        d.labels().get("namespace"),
        repair == null ? kept.runbook() : repair.runbook(),
        repair == null ? kept.target() : repair.target(),
        d.severity(),
        d.enabled(),
        null);
  }

  /** What of it a switch could hide. */
  static Kept kept(MonitorForm form, Kept before) {
    return new Kept(
        or(form.alertWebhookUrl(), before.webhook()),
        or(form.runbook(), before.runbook()),
        or(form.target(), before.target()));
  }

  private static Optional<DestinationSpec> webhook(Definition d) {
    return d.destinations().stream()
        .filter(one -> one.payload() != null && R4Payload.isOne(one.payload()))
        .findFirst();
  }

  private static Duration maxAge(Definition d) {
    String text = d.parameters().path("max_age").asText("5m");
    return text.startsWith("P") ? Duration.parse(text) : Durations.parse(text);
  }

  private static @Nullable String or(@Nullable String said, @Nullable String before) {
    return said == null ? before : said;
  }

  private static BigDecimal per(Duration time, Duration unit) {
    BigDecimal count =
        BigDecimal.valueOf(time.toMillis())
            .divide(
                BigDecimal.valueOf(unit.toMillis()), new MathContext(12, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    return count.scale() < 0 ? count.setScale(0, RoundingMode.UNNECESSARY) : count;
  }

  /**
   * What a filter picks.
   *
   * @param field that holds the document's name, if that is asked
   * @param query what else is asked
   */
  private record Subject(
      @Nullable String field, @Nullable String document, @Nullable JsonNode query) {

    static Subject of(@Nullable JsonNode filter) {
      if (filter == null) {
        return new Subject(null, null, null);
      }
      JsonNode clauses = filter.path("bool").path("filter");
      boolean both = clauses.size() == 2 && filter.size() == 1 && filter.path("bool").size() == 1;
      JsonNode term = (both ? clauses.path(0) : filter).path("term");
      if (term.size() != 1 || !term.elements().next().isTextual()) {
        return new Subject(null, null, filter);
      }
      JsonNode rest = both ? clauses.path(1) : null;
      JsonNode words = rest == null ? null : rest.path("query_string").path("query");
      return new Subject(
          term.fieldNames().next(),
          term.elements().next().asText(),
          words != null && words.isTextual() ? words : rest);
    }
  }
}
