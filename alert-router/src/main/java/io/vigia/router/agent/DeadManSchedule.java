package io.vigia.router.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.LeaseStore;
import io.vigia.router.RouterConfig;
import io.vigia.router.agent.Attention.Look;
import io.vigia.router.agent.Watched.Turn;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The dead-man's switch: one replica at a time moves the watch clock and tells which agents fell
 * silent on it. Should two do it at once, because one was paused, the second one's changes find
 * nothing to change.
 */
@ApplicationScoped
class DeadManSchedule {

  private static final Logger LOG = Logger.getLogger(DeadManSchedule.class);
  private static final List<String> NAME = List.of("dead-man");
  private static final Duration LEASE = Duration.ofSeconds(12);

  /** Agents that change in one transaction: each alert takes a lock. */
  private static final int BATCH = 200;

  private final LeaseStore leases;
  private final HeartbeatOffsetsClient kafka;
  private final DeadManStore store;
  private final Tolerance tolerance;
  private final Duration lookEvery;
  private final String agentsUrl;
  private final Clock clock;
  private final LoopSchedule loop;
  private final AtomicLong alive = new AtomicLong();
  private final AtomicLong silent = new AtomicLong();
  private final AtomicLong caughtUp = new AtomicLong();
  private Optional<Look> before = Optional.empty();
  private Attention.Reason reason = Attention.Reason.FIRST_LOOK;

  DeadManSchedule(
      LeaseStore leases,
      HeartbeatOffsetsClient kafka,
      DeadManStore store,
      DeadManConfig config,
      RouterConfig router,
      Clock clock,
      MeterRegistry metrics) {
    this.leases = leases;
    this.kafka = kafka;
    this.store = store;
    this.tolerance = new Tolerance(config.missed(), config.atLeast(), router.retention());
    this.lookEvery = config.lookEvery();
    this.agentsUrl = router.externalUrl().resolve("/api/v1/agents").toString();
    this.clock = clock;
    this.loop = new LoopSchedule("dead-man's switch", lookEvery, this::pass);
    metrics.gauge("vigia_agents", Tags.of("state", "alive"), alive);
    metrics.gauge("vigia_agents", Tags.of("state", "silent"), silent);
    metrics.gauge("vigia_heartbeats_caught_up", caughtUp);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    return leases
        .claim(NAME, LEASE)
        .chain(held -> held.isEmpty() ? standBy() : watch())
        .call(this::measure);
  }

  private Uni<Duration> standBy() {
    before = Optional.empty();
    return Uni.createFrom().item(LoopSchedule.IDLE);
  }

  private Uni<Duration> watch() {
    return kafka
        .look()
        .map(offsets -> Optional.of(new Look(clock.instant(), offsets)))
        .onFailure()
        .invoke(failure -> LOG.debugf(failure, "no offsets of the heartbeats"))
        .onFailure()
        .recoverWithItem(Optional.empty())
        .map(this::attention)
        .chain(this::moved)
        .chain(this::judge);
  }

  private Attention attention(Optional<Look> now) {
    Attention attention = Attention.of(before, now, lookEvery.multipliedBy(2));
    before = now;
    if (attention.reason() != reason) {
      LOG.infof(
          "the agents' deadlines %s: %s", attention.moves() ? "run" : "pause", attention.reason());
      reason = attention.reason();
    }
    return attention;
  }

  private Uni<WatchClock> moved(Attention attention) {
    Instant now = clock.instant();
    return store
        .clock()
        .chain(
            known ->
                attention.moves()
                    ? Uni.createFrom()
                        .item(known.advance(now, attention.elapsed(), longStandStill()))
                        .call(next -> store.move(known, next))
                    : Uni.createFrom().item(known));
  }

  /** Longer than a few looks, or silence would begin anew with each of them. */
  private Duration longStandStill() {
    Duration looks = lookEvery.multipliedBy(4);
    return looks.compareTo(tolerance.atLeast()) > 0 ? looks : tolerance.atLeast();
  }

  private Uni<Duration> judge(WatchClock watch) {
    Instant now = clock.instant();
    return store
        .candidates(watch, tolerance, now)
        .map(
            all -> all.stream().flatMap(a -> a.turn(tolerance, now).stream()).limit(BATCH).toList())
        .invoke(turns -> turns.forEach(DeadManSchedule::log))
        .call(turns -> store.apply(turns, t -> t.agent().alert(t.change(), now, agentsUrl), now))
        .map(turns -> turns.size() == BATCH ? LoopSchedule.AGAIN : LoopSchedule.IDLE);
  }

  private static void log(Turn turn) {
    LOG.infof("agent %s/%s: %s", turn.agent().tenant(), turn.agent().agent(), turn.change());
  }

  /** Every replica shows the same, whoever holds the switch. */
  private Uni<Void> measure() {
    return store
        .counts()
        .invoke(
            counts -> {
              alive.set(counts.alive());
              silent.set(counts.silent());
            })
        .chain(store::clock)
        .invoke(
            watch -> {
              var still = Duration.between(watch.movedAt(), clock.instant());
              caughtUp.set(still.compareTo(lookEvery.multipliedBy(3)) < 0 ? 1 : 0);
            })
        .replaceWithVoid();
  }
}
