package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.contracts.RemediationRequest;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.OutgoingEvent;
import io.vigia.kit.store.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for the repair that firing alerts want, through the outbox. What ended needs none. */
@ApplicationScoped
class RemediationNotifier implements Notifier {

  /**
   * For alerts that bring no wish of their own: a runbook, and the label that names its target.
   * Both or none.
   */
  record Settings(
      @Nullable String runbook, @JsonProperty("target_label") @Nullable String targetLabel) {
    public Settings {
      if ((runbook == null) != (targetLabel == null)) {
        throw new IllegalArgumentException(
            "runbook: runbook and target_label go together; without them the alerts' own wishes"
                + " count");
      }
    }

    Optional<Remediation> wishOf(Alert alert) {
      if (alert.remediation() != null) {
        return Optional.of(alert.remediation());
      }
      String target = targetLabel == null ? "" : alert.labels().get(targetLabel);
      return runbook == null || target.isEmpty()
          ? Optional.empty()
          : Optional.of(new Remediation(runbook, target));
    }
  }

  private final Pool pool;
  private final OutboxStore outbox;
  private final EventMapper events;

  RemediationNotifier(Pool pool, OutboxStore outbox, EventMapper events) {
    this.pool = pool;
    this.outbox = outbox;
    this.events = events;
  }

  @Override
  public String type() {
    return "remediation";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public boolean sendsResolved() {
    return false;
  }

  @Override
  public boolean isForPeople() {
    return false;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var requests =
        delivery.notification().alerts().stream()
            .filter(alert -> alert.status() == Alert.Status.FIRING)
            .flatMap(
                alert ->
                    ((Settings) settings)
                        .wishOf(alert).map(wish -> request(delivery, alert, wish)).stream())
            .toList();
    if (requests.isEmpty()) {
      return Uni.createFrom().item(new Receipt.NotConcerned("no firing alert wants a repair"));
    }
    return pool.withTransaction(tx -> outbox.append(tx, requests)).replaceWith(new Receipt.Taken());
  }

  private OutgoingEvent request(Delivery delivery, Alert alert, Remediation wish) {
    Instant now = delivery.createdAt();
    UUID id =
        UUID.nameUUIDFromBytes(
            (delivery.id() + alert.labels().fingerprint()).getBytes(StandardCharsets.UTF_8));
    var request =
        new RemediationRequest(
            alert.tenant(),
            wish.runbook(),
            wish.target(),
            alert.episode(),
            alert,
            "alert-router",
            now);
    return events.outgoing(id, request, now);
  }
}
