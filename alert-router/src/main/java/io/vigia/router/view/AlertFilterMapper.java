package io.vigia.router.view;

import io.vigia.contracts.Alert;
import io.vigia.kit.match.Expression;
import io.vigia.kit.match.Filter;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.mute.Muted;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The parameters with which Alertmanager's API narrows alerts down. {@code unprocessed} is taken
 * and means nothing: an alert that is stored has been through every step.
 */
class AlertFilterMapper {

  @QueryParam("filter")
  List<String> filter = List.of();

  @QueryParam("receiver")
  @Nullable String receiver;

  @QueryParam("active")
  @DefaultValue("true")
  boolean active;

  @QueryParam("silenced")
  @DefaultValue("true")
  boolean silenced;

  @QueryParam("inhibited")
  @DefaultValue("true")
  boolean inhibited;

  @QueryParam("unprocessed")
  @DefaultValue("true")
  boolean unprocessed;

  /**
   * @throws Refusal naming the parameter that is wrong
   */
  Function<Muted, Predicate<Alert>> alerts() {
    Filter labels = Filter.parse(filter);
    return muted ->
        alert -> {
          String fingerprint = alert.labels().fingerprint();
          return labels.takes(alert.labels().values())
              && (active || muted.isMuted(fingerprint))
              && (silenced || muted.silencedBy(fingerprint).isEmpty())
              && (inhibited || muted.inhibitedBy(fingerprint).isEmpty());
        };
  }

  /**
   * A regular expression for the whole name.
   *
   * @throws Refusal when it is none
   */
  Predicate<String> receivers() {
    if (receiver == null || receiver.isEmpty()) {
      return name -> true;
    }
    try {
      return Expression.matching(receiver);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("receiver", String.valueOf(e.getMessage()));
    }
  }
}
