package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.watcher.cluster.IndexPattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A watcher as people write it, in YAML or JSON. Absent fields have the defaults named here.
 *
 * @param name unique within the tenant
 * @param tenant whose it is; the caller's when absent, and never another's
 * @param template by its name
 * @param cluster by its name in the configuration; {@code default}
 * @param index index pattern
 * @param timestamp the field of event time; {@code @timestamp}
 * @param every between two runs, at least 1 s; 1 m
 * @param cron instead of {@code every}: a Quartz or UNIX expression
 * @param timezone of {@code cron}; UTC
 * @param window how far back a run looks, in event time; 5 m
 * @param delay how long documents may take to become searchable: a time, or {@code auto} to measure
 *     it; 0
 * @param late how late documents may come: a closed window is looked at again once it has been
 *     closed for so long; 0
 * @param catchUp after a time without runs, windows that are older than this are left out; 1 d
 * @param filter what documents it is about: a query string, or a clause of the query DSL; all
 * @param groupBy fields by whose values it tells things apart: each has a verdict of its own
 * @param maxKeys how many of them at most, 1 to 10,000; 1,000
 * @param forRuns runs in a row that a breach must hold; 1
 * @param realert how often destinations hear that it still fires; once
 * @param timeout for the search; 10 s, at most 2 min
 * @param retries how often an unanswered search is repeated at once; 0 to 10
 * @param retryDelay before each repetition; 2 s
 * @param alertname the name
 * @param severity {@code warning}
 * @param labels added to those of the alert; values may hold {@code {{…}}}
 * @param annotations likewise
 * @param samples documents that an alert carries; 3, without redacted fields
 * @param link to the data, for people; {@code {{…}}} allowed
 * @param destinations who hears of it besides the router
 * @param remediation a repair that is asked for; its target may hold {@code {{…}}}
 * @param enabled whether it runs; true
 * @param parameters of the template
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Definition(
    String name,
    @Nullable String tenant,
    String template,
    String cluster,
    String index,
    String timestamp,
    @Nullable Duration every,
    @Nullable String cron,
    @Nullable String timezone,
    Duration window,
    Delay delay,
    Duration late,
    @JsonProperty("catch_up") Duration catchUp,
    @Nullable JsonNode filter,
    @JsonProperty("group_by") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> groupBy,
    @JsonProperty("max_keys") Integer maxKeys,
    @JsonProperty("for") Integer forRuns,
    @Nullable Realert realert,
    Duration timeout,
    Integer retries,
    @JsonProperty("retry_delay") Duration retryDelay,
    String alertname,
    String severity,
    Map<String, String> labels,
    Map<String, String> annotations,
    Samples samples,
    @Nullable String link,
    List<DestinationSpec> destinations,
    @Nullable Remediation remediation,
    Boolean enabled,
    JsonNode parameters) {

  /** Characters of a name, index pattern or field. */
  public static final int MAX_TEXT = 256;

  public static final int MAX_GROUP_BY = 4;
  public static final int MAX_KEYS = 10_000;
  public static final int MAX_DESTINATIONS = 10;
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(2);
  private static final int MAX_RETRIES = 10;
  private static final int MAX_LABELS = 32;
  private static final Duration MAX_SPAN = Duration.ofDays(366);

  /**
   * Documents that an alert carries.
   *
   * @param size 0 to 10
   * @param redact fields that are left out, with all below them
   * @param top fields whose most frequent values it carries, at most 5
   */
  public record Samples(Integer size, List<String> redact, List<String> top) {
    public static final Samples DEFAULT = new Samples(3, List.of(), List.of());

    public Samples {
      size = size == null ? 3 : size;
      redact = Fields.list("redact", redact, 100);
      top = Fields.list("top", top, 5);
      if (size < 0 || size > 10) {
        throw new IllegalArgumentException("size: 0 to 10");
      }
    }
  }

  public Definition {
    Fields.required("name", name);
    Fields.required("template", template);
    Fields.required("index", index);
    IndexPattern.check("index", index);
    Fields.atMost("tenant", tenant);
    Fields.atMost("timestamp", timestamp);
    Fields.atMost("alertname", alertname);
    Fields.atMost("severity", severity);
    Fields.atMost("cluster", cluster);
    cluster = cluster == null ? "default" : cluster;
    timestamp = timestamp == null ? "@timestamp" : timestamp;
    if (every != null && cron != null) {
      throw new IllegalArgumentException("cron: either every or cron, not both");
    }
    every = every == null && cron == null ? Duration.ofMinutes(1) : every;
    Rhythm.of(every, cron, timezone);
    window =
        Fields.between("window", window, Duration.ofMinutes(5), Duration.ofSeconds(1), MAX_SPAN);
    delay = delay == null ? Delay.NONE : delay;
    late = Fields.between("late", late, Duration.ZERO, Duration.ZERO, Duration.ofDays(1));
    catchUp =
        Fields.between("catch_up", catchUp, Duration.ofDays(1), Duration.ZERO, Duration.ofDays(30));
    if (filter != null && !filter.isTextual() && !filter.isObject()) {
      throw new IllegalArgumentException("filter: a query string or a query clause is expected");
    }
    groupBy = Fields.list("group_by", groupBy, MAX_GROUP_BY);
    groupBy.forEach(field -> Fields.required("group_by", field));
    maxKeys = maxKeys == null ? 1000 : maxKeys;
    Fields.count("max_keys", maxKeys, 1, MAX_KEYS);
    forRuns = forRuns == null ? 1 : forRuns;
    Fields.count("for", forRuns, 1, 1000);
    timeout =
        Fields.between(
            "timeout", timeout, Duration.ofSeconds(10), Duration.ofMillis(100), MAX_TIMEOUT);
    retries = retries == null ? 0 : retries;
    Fields.count("retries", retries, 0, MAX_RETRIES);
    retryDelay =
        Fields.between(
            "retry_delay", retryDelay, Duration.ofSeconds(2), Duration.ZERO, Duration.ofMinutes(1));
    alertname = alertname == null ? name : alertname;
    severity = severity == null ? "warning" : severity;
    labels = Fields.texts("labels", labels, MAX_LABELS);
    annotations = Fields.texts("annotations", annotations, MAX_LABELS);
    samples = samples == null ? Samples.DEFAULT : samples;
    destinations = Fields.list("destinations", destinations, MAX_DESTINATIONS);
    enabled = enabled == null || enabled;
    parameters = parameters == null ? JsonNodeFactory.instance.objectNode() : parameters;
  }

  /** When it runs. */
  public Rhythm rhythm() {
    return Rhythm.of(every, cron, timezone);
  }

  /** The same on another index. */
  Definition onIndex(String other) {
    return new Definition(
        name,
        tenant,
        template,
        cluster,
        other,
        timestamp,
        every,
        cron,
        timezone,
        window,
        delay,
        late,
        catchUp,
        filter,
        groupBy,
        maxKeys,
        forRuns,
        realert,
        timeout,
        retries,
        retryDelay,
        alertname,
        severity,
        labels,
        annotations,
        samples,
        link,
        destinations,
        remediation,
        enabled,
        parameters);
  }
}
