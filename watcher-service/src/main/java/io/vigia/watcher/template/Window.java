package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** A stretch of event time: from inclusive, to exclusive. */
public record Window(String timestampField, Instant from, Instant to) {

  /** The range clause for it. */
  public ObjectNode clause() {
    var clause = JsonNodeFactory.instance.objectNode();
    clause
        .putObject("range")
        .putObject(timestampField)
        .put("gte", from.toString())
        .put("lt", to.toString())
        .put("format", "strict_date_optional_time_nanos");
    return clause;
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  /** As long, but so much earlier. */
  public Window earlier(Duration by) {
    return new Window(timestampField, from.minus(by), to.minus(by));
  }

  /** With the same end, but so long. */
  public Window last(Duration length) {
    return new Window(timestampField, to.minus(length), to);
  }
}
