package io.vigia.watcher.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of what is believed, for people.
 *
 * @param at when it was seen
 * @param due of the run that saw it
 * @param change {@code firing}, {@code still_firing}, {@code resolved}, {@code unknown}, {@code
 *     known} or {@code left_out}: windows that were too old to be made up for
 * @param fingerprint of the alert, if there is one
 */
public record ChangeView(
    UUID watcher,
    String name,
    Instant at,
    Instant due,
    JsonNode key,
    String change,
    @Nullable Double value,
    String reason,
    @Nullable String fingerprint) {

  /** For pages: field to value. */
  @JsonIgnore
  public Map<String, String> keyValues() {
    var values = new TreeMap<String, String>();
    key.fields().forEachRemaining(each -> values.put(each.getKey(), each.getValue().asText()));
    return values;
  }
}
