package io.vigia.watcher.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Claims due watchers under leases and sees each run through. */
@ApplicationScoped
public class RunSchedule {

  /** Wakes the engines of all replicas: definitions changed, or a run is wanted now. */
  public static final String CHANNEL = "watcher-due";

  private static final Logger LOG = Logger.getLogger(RunSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration ENROLMENT = Duration.ofSeconds(2);
  private static final int MAX_ENROLLED = 2000;
  private static final int MAX_CLAIMED = 500;

  private final RunStore store;
  private final LoadedStore watchers;
  private final RunRelay relay;
  private final WatcherConfig config;
  private final Clock clock;
  private final LoopSchedule loop = new LoopSchedule("watcher runs", PAUSE, this::pass);
  private final AtomicInteger fast = new AtomicInteger();
  private final AtomicInteger slow = new AtomicInteger();
  private volatile Instant enrolled = Instant.EPOCH;

  RunSchedule(
      RunStore store,
      LoadedStore watchers,
      RunRelay relay,
      WatcherConfig config,
      Clock clock,
      NotifyClient notify) {
    this.store = store;
    this.watchers = watchers;
    this.relay = relay;
    this.config = config;
    this.clock = clock;
    notify.listen(CHANNEL, this::wake);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    if (config.enabled()) {
      loop.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  @Scheduled(every = "4s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> renew() {
    return store.leases().renew();
  }

  @Scheduled(every = "1h", delayed = "5m")
  Uni<Void> forget() {
    return store.forget(clock.instant(), config.changesKept(), config.keysRemembered());
  }

  private void wake() {
    enrolled = Instant.EPOCH;
    if (config.enabled()) {
      loop.nudge();
    }
  }

  private Uni<Duration> pass() {
    Instant now = clock.instant();
    return store
        .leases()
        .renew()
        .chain(() -> enroll(now, false))
        .chain(() -> claim(now, false, config.fast() - fast.get()))
        .chain(quick -> claim(now, true, config.slow() - slow.get()).map(late -> quick + late))
        .chain(
            claimed ->
                claimed >= MAX_CLAIMED
                    ? Uni.createFrom().item(LoopSchedule.AGAIN)
                    : store
                        .nextDue()
                        .map(
                            due ->
                                due.map(at -> Duration.between(clock.instant(), at))
                                    .filter(wait -> !wait.isNegative() && !wait.isZero())
                                    .orElse(LoopSchedule.IDLE)));
  }

  /**
   * What is new or has changed.
   *
   * @param atOnce whether it is due now, and not at its next time
   */
  Uni<Void> enroll(Instant now, boolean atOnce) {
    if (now.isBefore(enrolled.plus(ENROLMENT))) {
      return Uni.createFrom().voidItem();
    }
    return store
        .newcomers(MAX_ENROLLED)
        .chain(
            newcomers -> {
              enrolled = newcomers.size() == MAX_ENROLLED ? Instant.EPOCH : now;
              var versions =
                  newcomers.stream()
                      .collect(
                          Collectors.toMap(RunStore.Newcomer::watcher, RunStore.Newcomer::version));
              return watchers
                  .of(versions)
                  .chain(
                      known -> {
                        var first = new HashMap<UUID, Instant>();
                        known.forEach(
                            (id, w) ->
                                first.put(id, atOnce ? now : Timing.after(w.definition(), now)));
                        return store.enroll(newcomers, first);
                      })
                  .chain(() -> atOnce ? enroll(now, true) : Uni.createFrom().voidItem());
            });
  }

  private Uni<Integer> claim(Instant now, boolean slowLane, int room) {
    if (room <= 0) {
      return Uni.createFrom().item(0);
    }
    return store
        .claim(now, slowLane, Math.min(room, MAX_CLAIMED))
        .invoke(due -> dispatch(due, slowLane ? slow : fast))
        .map(List::size);
  }

  private void dispatch(List<Due> due, AtomicInteger underWay) {
    if (due.isEmpty()) {
      return;
    }
    var open = new ConcurrentHashMap<UUID, Long>();
    due.forEach(
        each -> {
          open.put(each.watcher(), each.token());
          store.leases().begin(each.watcher(), each.token());
        });
    underWay.addAndGet(due.size());
    relay
        .run(due)
        .onItem()
        .invoke(
            finished ->
                finished.forEach(f -> done(f.asked().task().due().watcher(), open, underWay)))
        .onTermination()
        .invoke(() -> open.keySet().forEach(each -> done(each, open, underWay)))
        .subscribe()
        .with(
            ended -> {},
            failure -> LOG.warnf("runs wait for their lease: %s", failure.toString()),
            loop::nudge);
  }

  /**
   * @param open tokens of the claim, by watcher: a run that jumped has another due time
   */
  private void done(UUID watcher, Map<UUID, Long> open, AtomicInteger underWay) {
    Long token = open.remove(watcher);
    if (token != null) {
      store.leases().end(watcher, token);
      underWay.decrementAndGet();
    }
  }
}
