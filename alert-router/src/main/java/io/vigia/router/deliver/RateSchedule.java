package io.vigia.router.deliver;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.RouterConfig;
import io.vigia.router.deliver.RateStore.Queue;
import io.vigia.router.deliver.RateStore.Window;
import io.vigia.router.route.Integration;
import io.vigia.router.route.RoutingWiring;
import io.vigia.router.route.Terms.Rate;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Lets go what rate limits hold back, as it is or as a digest. */
@ApplicationScoped
class RateSchedule {

  private static final Logger LOG = Logger.getLogger(RateSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final RateStore store;
  private final DeliveryStore deliveries;
  private final RoutingWiring routing;
  private final RouterConfig config;
  private final Clock clock;
  private final LoopSchedule loop;

  RateSchedule(
      RateStore store,
      DeliveryStore deliveries,
      RoutingWiring routing,
      RouterConfig config,
      Clock clock,
      NotifyClient notify) {
    this.store = store;
    this.deliveries = deliveries;
    this.routing = routing;
    this.config = config;
    this.clock = clock;
    this.loop = new LoopSchedule("rate limits", PAUSE, this::pass);
    notify.listen(DeliveryStore.HELD_BACK, loop::nudge);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    Instant now = clock.instant();
    return store
        .queues(now)
        .onItem()
        .transformToMulti(queues -> Multi.createFrom().iterable(queues))
        .onItem()
        .transformToUniAndConcatenate(queue -> letGo(queue, now))
        .collect()
        .last()
        .replaceWith(LoopSchedule.IDLE);
  }

  /** One queue that fails stops no other. */
  private Uni<Void> letGo(Queue queue, Instant now) {
    return Uni.createFrom()
        .deferred(() -> store.withWindow(queue, now, tx -> window -> admit(tx, queue, window, now)))
        .onFailure()
        .invoke(e -> LOG.warnf("%s is left for the next pass: %s", queue, e.toString()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> admit(SqlConnection tx, Queue queue, Window window, Instant now) {
    Optional<Integration> integration = integration(queue.target());
    Optional<Rate> rate = integration.flatMap(i -> i.terms().rate());
    if (integration.isEmpty() || rate.isEmpty()) { // the limit, or the receiver, was taken away
      return store.admit(tx, queue, RateStore.MOST, now);
    }
    var admission = Admission.of(rate.get(), window.sent(), window.closed(), window.waiting(), now);
    LOG.debugf("%s: %s", queue, admission.reason());
    Uni<Void> done =
        admission.digest()
            ? digest(tx, queue, integration.get(), rate.get(), now)
            : store.admit(tx, queue, admission.singly(), now);
    return done.chain(() -> store.save(tx, queue, admission.sent(), admission.closedUntil(), now));
  }

  private Uni<Void> digest(
      SqlConnection tx, Queue queue, Integration integration, Rate rate, Instant now) {
    UUID id = UUID.randomUUID();
    String receiver = queue.target().substring(0, queue.target().lastIndexOf('/'));
    return store
        .fold(tx, queue, id, now)
        .invoke(d -> LOG.infof("%s: %d notifications go as one", queue, d.notifications()))
        .map(
            d ->
                d.notification(
                    queue.tenant(), receiver, queue.target(), rate, config.externalUrl(), now))
        .chain(notification -> deliveries.enqueueDigest(tx, id, notification, integration, now));
  }

  private Optional<Integration> integration(String target) {
    int slash = target.lastIndexOf('/');
    return routing.current().integrationsOf(target.substring(0, slash)).stream()
        .filter(i -> i.name().equals(target.substring(slash + 1)))
        .findFirst();
  }
}
