package io.vigia.remediation.intake;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.remediation.RemediationConfig;
import io.vigia.remediation.execution.Wish;
import io.vigia.remediation.execution.WishStore;
import io.vigia.remediation.runbook.Runbook;
import io.vigia.remediation.runbook.RunbookWiring;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alertmanager's own webhook. A 200 means that every alert of the batch is stored. */
@Path("/")
class AlertmanagerResource {

  /**
   * @param unmatched fingerprints of firing alerts that no runbook takes
   */
  record Answer(int received, List<Accepted> accepted, List<String> unmatched) {
    record Accepted(String fingerprint, String runbook, String target) {}
  }

  private final RunbookWiring runbooks;
  private final WishStore store;
  private final RemediationConfig config;
  private final CallerWiring caller;
  private final Clock clock;

  AlertmanagerResource(
      RunbookWiring runbooks,
      WishStore store,
      RemediationConfig config,
      CallerWiring caller,
      Clock clock) {
    this.runbooks = runbooks;
    this.store = store;
    this.config = config;
    this.caller = caller;
    this.clock = clock;
  }

  @POST
  @Path("webhook")
  @RolesAllowed(Role.OPERATE)
  public Uni<Answer> webhook(@Nullable WebhookMessage message) {
    return accept(message);
  }

  @POST
  @Path("api/v1/alertmanager")
  @RolesAllowed(Role.OPERATE)
  public Uni<Answer> alertmanager(@Nullable WebhookMessage message) {
    return accept(message);
  }

  private Uni<Answer> accept(@Nullable WebhookMessage message) {
    if (message == null) {
      throw Refusal.invalid("body", "Alertmanager's webhook payload is expected");
    }
    Instant now = clock.instant();
    List<Alert> alerts = message.toAlerts(caller.tenant(), now);
    var wishes = new ArrayList<Wish>();
    var unmatched = new ArrayList<String>();
    for (Alert alert : alerts) {
      if (alert.status() == Status.FIRING) {
        List<Runbook> matching = runbooks.matching(alert.labels());
        matching.forEach(runbook -> wishes.add(wish(alert, runbook, now)));
        if (matching.isEmpty()) {
          unmatched.add(alert.labels().fingerprint());
        }
      }
    }
    List<Alert> ended = alerts.stream().filter(a -> a.status() == Status.RESOLVED).toList();
    return store
        .resolved(ended, now)
        .chain(() -> store.accept(wishes))
        .ifNoItem()
        .after(config.intakeTimeout())
        .fail()
        .replaceWith(
            new Answer(
                alerts.size(),
                wishes.stream()
                    .map(
                        w ->
                            new Answer.Accepted(w.episode().fingerprint(), w.runbook(), w.target()))
                    .toList(),
                unmatched));
  }

  private static Wish wish(Alert alert, Runbook runbook, Instant now) {
    String target = runbook.targetOf(alert.labels()).orElseThrow();
    return new Wish(
        alert.tenant(), runbook.name(), target, alert.episode(), alert, "alertmanager", now);
  }
}
