package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a watcher would have said in a stretch of time.
 *
 * @param parameter that was varied; absent for the definition as it is
 * @param value of it
 * @param firing how often it would have begun to fire, over all keys
 * @param firingShare part of the time in which at least one key fired, 0 to 1
 * @param notifications that would have been sent: fires, ends and repetitions
 * @param keys that fired at least once
 * @param episodes the first of them, {@value #MAX_EPISODES} at most
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Outcome(
    @Nullable String parameter,
    @Nullable JsonNode value,
    int firing,
    @JsonProperty("firing_share") double firingShare,
    long notifications,
    int keys,
    List<Episode> episodes) {

  static final int MAX_EPISODES = 1000;

  Outcome {
    episodes = List.copyOf(episodes);
  }

  /**
   * From a fire to its end.
   *
   * @param key field to value; empty for a watcher that looks at the whole
   * @param from when the breach began
   * @param to when it ended; absent when it goes on
   * @param peak the value farthest on the bad side
   * @param summary of the first window that fired
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Episode(
      Map<String, String> key,
      Instant from,
      @Nullable Instant to,
      @Nullable Double peak,
      String summary) {}
}
