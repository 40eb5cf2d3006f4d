package io.vigia.router.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vigia.contracts.RemediationOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incident with what a person looks up first.
 *
 * @param alerts the newest 100 of its episodes
 * @param outcomes of repairs of its episodes, with their steps
 */
record IncidentDetail(
    @JsonUnwrapped Incident incident,
    List<Member> alerts,
    List<RemediationOutcome> outcomes,
    List<Timeline.Entry> timeline) {

  /**
   * An episode. What the alert brought stands with its latest episode only.
   *
   * @param annotations what the source says of it: summary, samples, top values, links
   * @param generatorURL where the source shows the cause
   */
  record Member(
      String fingerprint,
      Map<String, String> labels,
      Instant startsAt,
      @Nullable Instant endedAt,
      @Nullable String source,
      @Nullable Double value,
      Map<String, String> annotations,
      @Nullable String generatorURL) {}
}
