package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.deliver.Rendered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a definition says of the data as it is.
 *
 * @param at when the run would have been due
 * @param from start of the window in event time
 * @param to its end
 * @param query as it was sent
 * @param took until the cluster had answered
 * @param verdict {@code ok}, {@code firing} or {@code unknown} of the whole
 * @param reason of an unknown verdict, with the cluster's words
 * @param complete whether every key is there
 * @param verdicts of each key; those that fire come first
 * @param samples documents of the first key that fires, or of the window, as an alert carries them
 * @param top the most frequent values among all those documents: {@code field}, {@code value},
 *     {@code count}
 * @param labels of the alert about the first key that fires, or about the first key if it did
 * @param annotations likewise
 * @param destinations what each would be told of it; nothing when the verdict is unknown
 * @param notes what else a person should know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Preview(
    Instant at,
    Instant from,
    Instant to,
    JsonNode query,
    Duration took,
    String verdict,
    @Nullable String reason,
    boolean complete,
    List<KeyVerdict> verdicts,
    List<JsonNode> samples,
    List<JsonNode> top,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable String link,
    List<Rendered> destinations,
    List<String> notes) {

  /** What was found of one key. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record KeyVerdict(
      Map<String, String> key, @Nullable Double value, boolean breached, String summary) {}
}
