package io.vigia.router.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.contracts.Alert;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.router.alert.Merge.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes observations in, one transaction for as many requests as there are. */
@ApplicationScoped
class IntakeStore {

  /** What a metric tells apart: a source is text from outside. */
  private static final Set<String> KNOWN_SOURCES =
      Set.of(
          "api",
          "alertmanager",
          "alert-router",
          "watcher-service",
          "heartbeat-agent",
          "anomaly-service",
          "remediation-webhook");

  /**
   * What one sender wants stored.
   *
   * @param observations in the order of their keys
   * @param grant whether its new alerts begin to fire all together or not at all
   */
  record Request(List<Observation> observations, Grant grant, Instant now) {}

  /** What requests have come to so far: an alert's last state, and every change in its order. */
  private static final class Changes {
    private final Map<String, Alert> known;
    private final Map<String, Observation> last = new TreeMap<>();
    private final List<Alert> all = new ArrayList<>();

    Changes(Map<String, Alert> known) {
      this.known = new HashMap<>(known);
    }

    void take(List<Observation> changed, Set<String> refused) {
      for (Observation each : changed) {
        if (!refused.contains(each.key())) {
          known.put(each.key(), each.alert());
          last.put(each.key(), each);
          all.add(each.alert());
        }
      }
    }
  }

  private final AlertWriteStore alerts;
  private final AlertQuotaStore quota;
  private final List<AlertChangeConsumer> listeners;
  private final MeterRegistry metrics;

  IntakeStore(
      AlertWriteStore alerts,
      AlertQuotaStore quota,
      @All List<AlertChangeConsumer> listeners,
      MeterRegistry metrics) {
    this.alerts = alerts;
    this.quota = quota;
    this.listeners = listeners;
    this.metrics = metrics;
  }

  Request request(Collection<Alert> seen, Grant grant, Instant now) {
    long sorting = listeners.stream().mapToLong(AlertChangeConsumer::sorting).sum();
    return new Request(
        seen.stream()
            .map(alert -> Observation.of(alert, sorting, now))
            .sorted(Observation.ORDER)
            .toList(),
        grant,
        now);
  }

  /**
   * Stores what came, one request after the other.
   *
   * @return for each of them the keys of alerts that would begin to fire beyond the quota
   */
  Uni<List<Set<String>>> store(SqlConnection tx, List<Request> requests, Instant now) {
    List<Observation> all =
        requests.stream().flatMap(each -> each.observations().stream()).toList();
    return alerts
        .lock(tx, all)
        .chain(() -> alerts.refresh(tx, Observation.steady(all), now))
        .chain(refreshed -> storeOthers(tx, requests, refreshed, now));
  }

  /** The router's own alerts, which count for no quota. */
  Uni<Void> storeOwn(SqlConnection tx, Request request) {
    List<Observation> own = request.observations();
    return alerts
        .lock(tx, own)
        .chain(() -> alerts.known(tx, own))
        .map(Changes::new)
        .invoke(changes -> changes.take(merge(changes.known, own), Set.of()))
        .chain(changes -> save(tx, changes, request.now()));
  }

  private Uni<List<Set<String>>> storeOthers(
      SqlConnection tx, List<Request> requests, Set<String> refreshed, Instant now) {
    List<Request> others = requests.stream().map(each -> without(each, refreshed)).toList();
    List<Observation> all = others.stream().flatMap(each -> each.observations().stream()).toList();
    if (all.isEmpty()) {
      return Uni.createFrom().item(requests.stream().map(each -> Set.<String>of()).toList());
    }
    var refused = new ArrayList<Set<String>>();
    return alerts
        .known(tx, Observation.byKey(all).values())
        .map(Changes::new)
        .chain(
            changes -> {
              Uni<Void> done = Uni.createFrom().voidItem();
              for (Request each : others) {
                done =
                    done.chain(() -> take(tx, each, changes))
                        .invoke(refused::add)
                        .replaceWithVoid();
              }
              return done.chain(() -> save(tx, changes, now));
            })
        .replaceWith(refused);
  }

  private Request without(Request request, Set<String> refreshed) {
    List<Observation> others =
        request.observations().stream().filter(seen -> !refreshed.contains(seen.key())).toList();
    request.observations().stream()
        .filter(seen -> refreshed.contains(seen.key()))
        .forEach(seen -> count(seen, Reason.REFRESHED));
    return new Request(others, request.grant(), request.now());
  }

  private Uni<Set<String>> take(SqlConnection tx, Request request, Changes changes) {
    List<Observation> changed = merge(changes.known, request.observations());
    return quota
        .beyond(
            tx, changes.known, changed.stream().map(Observation::alert).toList(), request.grant())
        .invoke(refused -> changes.take(changed, refused));
  }

  private Uni<Void> save(SqlConnection tx, Changes changes, Instant now) {
    return alerts
        .save(tx, changes.last.values())
        .chain(() -> tell(tx, List.copyOf(changes.all), now));
  }

  private Uni<Void> tell(SqlConnection tx, List<Alert> changed, Instant now) {
    Uni<Void> told = Uni.createFrom().voidItem();
    for (AlertChangeConsumer listener :
        changed.isEmpty() ? List.<AlertChangeConsumer>of() : listeners) {
      told = told.chain(() -> listener.changed(tx, changed, now));
    }
    return told;
  }

  /** Ends alerts whose source no longer vouches for them, and says whether there may be more. */
  Uni<Boolean> endUnvouched(SqlConnection tx, Instant now) {
    return alerts
        .endUnvouched(tx, now)
        .call(ends -> tell(tx, ends.ended(), now))
        .map(AlertWriteStore.Ends::mayBeMore);
  }

  /** What the observations make of the alerts that are known; an alert's last state only. */
  private List<Observation> merge(Map<String, Alert> known, List<Observation> observations) {
    var changed = new TreeMap<String, Observation>();
    for (Observation seen : observations) {
      Observation before = changed.get(seen.key());
      Merge merge =
          Merge.of(
              Optional.ofNullable(before == null ? known.get(seen.key()) : before.alert()),
              seen.alert());
      count(seen, merge.reason());
      merge.next().ifPresent(alert -> changed.put(seen.key(), seen.as(alert)));
    }
    return List.copyOf(changed.values());
  }

  private void count(Observation seen, Reason reason) {
    String source = seen.alert().source();
    metrics
        .counter(
            "vigia_alerts_received_total",
            "source",
            KNOWN_SOURCES.contains(source) ? source : "other",
            "result",
            reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
