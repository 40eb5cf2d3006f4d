package io.vigia.watcher.fresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.kit.problem.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes a monitor into the definition of a watcher. Fields that a monitor does not know stay as
 * they are, so that what was edited as a watcher is not lost. Pure.
 */
final class MonitorDefinition {

  static final String TEMPLATE = "freshness";
  static final String RUNBOOK = "restart-service";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private MonitorDefinition() {}

  /**
   * @param base the present definition, or an empty object
   * @param kept what a switch that is thrown now brings back
   * @return a definition in JSON
   */
  static ObjectNode over(ObjectNode base, String name, MonitorForm form, Kept kept) {
    ObjectNode d = base.deepCopy();
    d.put("name", name).put("template", TEMPLATE);
    d.remove("cron");
    d.remove("timezone");
    d.put("every", text(form.every()));
    d.put("timeout", text(form.timeout()));
    d.put("retries", form.retryAttempts());
    d.put("retry_delay", text(form.retryDelay()));
    d.put("for", form.minFailureCount());
    d.put("enabled", form.enabled());
    object(d, "parameters").put("max_age", text(form.threshold()));
    realert(d, form);
    subject(d, form);
    labels(object(d, "labels"), name, form);
    destinations(d, form, kept);
    remediation(d, name, form, kept);
    return d;
  }

  /** The clause for what is watched; null when the form says nothing of it. */
  static @Nullable JsonNode filter(MonitorForm form) {
    if (form.documentField() == null || form.elasticDocName() == null) {
      return form.query();
    }
    ObjectNode term = JSON.objectNode();
    term.putObject("term").put(form.documentField(), form.elasticDocName());
    if (form.query() == null) {
      return term;
    }
    ObjectNode both = JSON.objectNode();
    ArrayNode clauses = both.putObject("bool").putArray("filter").add(term);
    if (form.query().isTextual()) {
      clauses.addObject().putObject("query_string").set("query", form.query());
    } else {
      clauses.add(form.query());
    }
    return both;
  }

  /** A duration as people write it. */
  static String text(Duration time) {
    long millis = time.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    return millis % 60_000 == 0 && millis > 0 ? millis / 60_000 + "m" : millis / 1000 + "s";
  }

  private static void realert(ObjectNode d, MonitorForm form) {
    if (form.alertIntervalMinutes() == null) {
      d.remove("realert");
    } else {
      object(d, "realert").put("every", text(MonitorForm.minutes(form.alertIntervalMinutes())));
    }
  }

  private static void subject(ObjectNode d, MonitorForm form) {
    put(d, "cluster", form.cluster());
    put(d, "timestamp", form.timestamp());
    put(d, "severity", form.severity());
    put(d, "index", form.index());
    if (!d.has("index") && form.documentField() == null) {
      put(d, "index", form.elasticDocName());
    }
    if (!d.has("index")) {
      throw Refusal.invalid("index", "is required, unless elastic_doc_name is one");
    }
    boolean named = form.elasticDocName() != null && form.documentField() == null;
    if (named && form.index() != null && !form.index().contains(form.elasticDocName())) {
      throw Refusal.invalid(
          "document_field", "say which field of " + form.index() + " holds the elastic_doc_name");
    }
    if (form.documentField() != null && form.elasticDocName() == null) {
      throw Refusal.invalid("elastic_doc_name", "is required beside document_field");
    }
    JsonNode filter = filter(form);
    if (filter != null) {
      d.set("filter", filter);
    }
  }

  private static void labels(ObjectNode labels, String name, MonitorForm form) {
    labels.put("service_type", name);
    put(labels, "elastic_doc_name", form.elasticDocName());
    put(labels, "namespace", form.namespace());
  }

  private static void destinations(ObjectNode d, MonitorForm form, Kept kept) {
    ArrayNode others = JSON.arrayNode();
    d.path("destinations").forEach(one -> addUnlessOurs(others, one));
    if (form.alertEnabled()) {
      String url = or(form.alertWebhookUrl(), kept.webhook());
      if (url == null) {
        throw Refusal.invalid("alert_webhook_url", "is required when alert_enabled is true");
      }
      ObjectNode webhook = others.addObject().put("type", "webhook").put("url", url);
      webhook.set("payload", R4Payload.of(d.path("labels")));
    }
    d.set("destinations", others);
  }

  private static void addUnlessOurs(ArrayNode others, JsonNode destination) {
    if (!R4Payload.isOne(destination.path("payload"))) {
      others.add(destination);
    }
  }

  private static void remediation(ObjectNode d, String name, MonitorForm form, Kept kept) {
    d.remove("remediation");
    if (form.restartEnabled()) {
      String namespace = d.path("labels").path("namespace").asText("");
      String service = namespace.isEmpty() ? name : namespace + "/" + name;
      String runbook = or(form.runbook(), kept.runbook());
      String target = or(form.target(), kept.target());
      d.putObject("remediation")
          .put("runbook", runbook == null ? RUNBOOK : runbook)
          .put("target", target == null ? service : target);
    }
  }

  private static @Nullable String or(@Nullable String said, @Nullable String before) {
    return said == null ? before : said;
  }

  private static ObjectNode object(ObjectNode d, String field) {
    return d.path(field) instanceof ObjectNode there ? there : d.putObject(field);
  }

  private static void put(ObjectNode d, String field, @Nullable String value) {
    if (value != null) {
      d.put(field, value);
    }
  }
}
