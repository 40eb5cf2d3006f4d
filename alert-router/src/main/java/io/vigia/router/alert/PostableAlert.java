package io.vigia.router.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as Prometheus and amtool post it. What a GET answers may be posted back, so those fields
 * are accepted and ignored; others are refused.
 */
@JsonIgnoreProperties({"fingerprint", "receivers", "status", "updatedAt"})
record PostableAlert(
    @Nullable Map<String, String> labels,
    @Nullable Map<String, String> annotations,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable String generatorURL) {

  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  /**
   * @param path where it stands in the request, for messages
   * @throws Refusal naming the field at fault
   */
  Alert toAlert(String path, String tenant, Instant now, Duration resolveTimeout) {
    if (labels == null || labels.isEmpty()) {
      throw Refusal.invalid(path + ".labels", "an alert needs at least one label");
    }
    if (labels.containsValue(null)) {
      throw Refusal.invalid(path + ".labels", "a label has no value");
    }
    if (annotations != null && annotations.containsValue(null)) {
      throw Refusal.invalid(path + ".annotations", "an annotation has no value");
    }
    Instant end = given(endsAt) ? endsAt : null;
    Instant start = given(startsAt) ? startsAt : end != null && end.isBefore(now) ? end : now;
    if (start != null && end != null && end.isBefore(start)) {
      throw Refusal.invalid(path + ".endsAt", "it lies before startsAt");
    }
    boolean resolved = end != null && !end.isAfter(now);
    try {
      return new Alert(
          tenant,
          resolved ? Status.RESOLVED : Status.FIRING,
          Labels.of(labels),
          annotations == null ? Map.of() : annotations,
          start == null ? now : start,
          end == null ? now.plus(resolveTimeout) : end,
          now,
          null,
          "api",
          generatorURL,
          null);
    } catch (IllegalArgumentException e) {
      // the record's constructor says "field: what is wrong" of all but the labels
      String[] said = String.valueOf(e.getMessage()).split(": ", 2);
      boolean named = said.length == 2 && said[0].matches("[a-zA-Z]+");
      throw Refusal.invalid(path + "." + (named ? said[0] : "labels"), named ? said[1] : said[0]);
    }
  }

  private static boolean given(@Nullable Instant time) {
    return time != null && !time.equals(GO_ZERO);
  }
}
