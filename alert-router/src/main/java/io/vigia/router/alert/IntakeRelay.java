package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.RouterConfig;
import io.vigia.router.alert.IntakeStore.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Lets requests that come while a transaction is under way share the next one. Each is answered
 * when its transaction is committed. One transaction at a time: they would wait for one another's
 * locks anyway.
 */
@ApplicationScoped
class IntakeRelay {

  private static final Logger LOG = Logger.getLogger(IntakeRelay.class);

  /** Alerts in one transaction, unless a single request has more. */
  private static final int MOST_TOGETHER = 2_000;

  /** Alerts that wait; who comes then is told to come back. */
  private static final int MOST_WAITING = 50_000;

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  /** What PostgreSQL says when it cannot take what one of the requests holds. */
  private static final Set<String> OF_THE_CONTENT = Set.of("22", "23", "54");

  /** What it says when another transaction came between. */
  private static final Set<String> CONFLICTS = Set.of("40");

  private record Waiting(Request request, UniEmitter<? super Set<String>> sender) {
    int size() {
      return request.observations().size();
    }
  }

  private final Pool pool;
  private final IntakeStore store;
  private final AlertQuotaStore quota;
  private final RouterConfig config;
  private final Clock clock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int alertsWaiting;
  private boolean busy;

  IntakeRelay(
      Pool pool, IntakeStore store, AlertQuotaStore quota, RouterConfig config, Clock clock) {
    this.pool = pool;
    this.store = store;
    this.quota = quota;
    this.config = config;
    this.clock = clock;
  }

  /**
   * @return after the commit, the keys of alerts that would begin to fire beyond the quota
   */
  Uni<Set<String>> store(Request request) {
    return Uni.createFrom()
        .emitter(
            sender -> {
              var entry = new Waiting(request, sender);
              sender.onTermination(() -> leave(entry));
              if (join(entry)) {
                storeNext();
              } else {
                sender.fail(
                    Refusal.later(503, "more alerts come in than can be stored", TRY_AGAIN));
              }
            });
  }

  private synchronized boolean join(Waiting entry) {
    if (alertsWaiting > 0 && alertsWaiting + entry.size() > MOST_WAITING) {
      return false;
    }
    alertsWaiting += entry.size();
    waiting.add(entry);
    return true;
  }

  /** A sender that waits no longer. */
  private synchronized void leave(Waiting entry) {
    if (waiting.remove(entry)) {
      alertsWaiting -= entry.size();
    }
  }

  private void storeNext() {
    List<Waiting> together = next();
    if (!together.isEmpty()) {
      store(together)
          .subscribe()
          .with(
              done -> finish(),
              failure -> {
                together.forEach(each -> each.sender().fail(failure));
                finish();
              });
    }
  }

  private synchronized List<Waiting> next() {
    var together = new ArrayList<Waiting>();
    if (busy) {
      return together;
    }
    int size = 0;
    while (!waiting.isEmpty()
        && (together.isEmpty() || size + waiting.element().size() <= MOST_TOGETHER)) {
      Waiting first = waiting.remove();
      alertsWaiting -= first.size();
      size += first.size();
      together.add(first);
    }
    busy = !together.isEmpty();
    return together;
  }

  private void finish() {
    synchronized (this) {
      busy = false;
    }
    storeNext();
  }

  private Uni<Void> store(List<Waiting> together) {
    List<Request> requests = together.stream().map(Waiting::request).toList();
    return pool.withTransaction(tx -> store.store(tx, requests, clock.instant()))
        .onFailure(failure -> isOf(failure, CONFLICTS))
        .invoke(failure -> quota.forget())
        .onFailure(failure -> isOf(failure, CONFLICTS))
        .retry()
        .atMost(2)
        .ifNoItem()
        .after(config.intakeTimeout())
        .fail()
        .onFailure()
        .invoke(failure -> quota.forget())
        .invoke(
            refused -> {
              for (int i = 0; i < together.size(); i++) {
                together.get(i).sender().complete(refused.get(i));
              }
            })
        .replaceWithVoid()
        .onFailure(failure -> together.size() > 1 && isOf(failure, OF_THE_CONTENT))
        .recoverWithUni(failure -> storeApart(together, failure));
  }

  /** So that a request that cannot be stored harms no other. */
  private Uni<Void> storeApart(List<Waiting> together, Throwable why) {
    LOG.warnf("%d requests are stored one by one: %s", together.size(), why.toString());
    Uni<Void> stored = Uni.createFrom().voidItem();
    for (Waiting each : together) {
      stored =
          stored.chain(
              () ->
                  store(List.of(each))
                      .onFailure()
                      .invoke(failure -> each.sender().fail(failure))
                      .onFailure()
                      .recoverWithNull());
    }
    return stored;
  }

  private static boolean isOf(Throwable failure, Set<String> classes) {
    return failure instanceof PgException said
        && said.getSqlState() != null
        && classes.contains(said.getSqlState().substring(0, 2));
  }
}
