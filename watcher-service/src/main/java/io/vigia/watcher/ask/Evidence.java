package io.vigia.watcher.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an alert shows of the data.
 *
 * @param samples documents, the newest first, without what is redacted
 * @param top the most frequent values: {@code field}, {@code value}, {@code count}
 */
public record Evidence(List<JsonNode> samples, List<JsonNode> top) {

  public static final Evidence NONE = new Evidence(List.of(), List.of());

  public Evidence {
    samples = List.copyOf(samples);
    top = List.copyOf(top);
  }

  /** With the top values of these fields only. */
  public Evidence topOf(List<String> fields) {
    return new Evidence(
        samples, top.stream().filter(t -> fields.contains(t.path("field").asText())).toList());
  }
}
