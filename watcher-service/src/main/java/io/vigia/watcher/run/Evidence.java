package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an alert shows of the data.
 *
 * @param samples documents, the newest first, without what is redacted
 * @param top the most frequent values: {@code field}, {@code value}, {@code count}
 */
record Evidence(List<JsonNode> samples, List<JsonNode> top) {

  static final Evidence NONE = new Evidence(List.of(), List.of());

  Evidence {
    samples = List.copyOf(samples);
    top = List.copyOf(top);
  }
}
