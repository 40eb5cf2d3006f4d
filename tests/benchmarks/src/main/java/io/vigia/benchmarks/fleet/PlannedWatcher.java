package io.vigia.benchmarks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.benchmarks.question.Question;
import java.time.Duration;

/**
 * A watcher of the benchmark.
 *
 * @param slow whether the proxy keeps its searches waiting, which it tells by their filter
 * @param service the only service that it looks at; empty for all
 * @param grouped whether each service has a verdict of its own
 */
public record PlannedWatcher(
    String name,
    String index,
    boolean slow,
    String service,
    boolean grouped,
    Duration window,
    Question question) {

  /** In the filter of slow watchers; no document has this service. */
  public static final String SLOW_MARKER = "bench-slow-lane";

  private static final Duration EVERY = Duration.ofSeconds(60);
  private static final Duration SLOW_TIMEOUT = Duration.ofSeconds(45);

  /** Of all watchers. */
  public static Duration every() {
    return EVERY;
  }

  /** As the service is told of it. */
  public ObjectNode definition(Duration delay) {
    ObjectNode definition =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("template", question.template())
            .put("index", index)
            .put("every", EVERY.toString())
            .put("window", window.toString())
            .put("delay", delay.toString());
    if (slow) {
      definition.put("timeout", SLOW_TIMEOUT.toString());
    }
    if (!filter().isEmpty()) {
      definition.set("filter", filter());
    }
    if (grouped) {
      definition.putArray("group_by").add("service");
    }
    definition.set("parameters", question.parameters());
    return definition;
  }

  private ObjectNode filter() {
    ObjectNode filter = JsonNodeFactory.instance.objectNode();
    if (!service.isEmpty()) {
      filter
          .withObject("/bool")
          .withArray("/filter")
          .addObject()
          .putObject("term")
          .put("service", service);
    }
    if (slow) {
      filter
          .withObject("/bool")
          .withArray("/must_not")
          .addObject()
          .putObject("term")
          .put("service", SLOW_MARKER);
    }
    return filter;
  }

  /** The clause of its service alone, for a search that nobody keeps waiting; missing for all. */
  public JsonNode plainFilter() {
    return service.isEmpty()
        ? JsonNodeFactory.instance.missingNode()
        : JsonNodeFactory.instance
            .objectNode()
            .set("term", JsonNodeFactory.instance.objectNode().put("service", service));
  }
}
