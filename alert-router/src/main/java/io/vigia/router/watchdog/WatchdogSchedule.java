package io.vigia.router.watchdog;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.LeaseStore;
import io.vigia.router.watchdog.WatchdogNotifier.Alive;
import io.vigia.router.watchdog.Wellness.Facts;
import io.vigia.router.watchdog.Wellness.Ill;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Tells an outside service once an interval that Vigía is alive, and says nothing when it is not:
 * the silence raises the alarm.
 */
@ApplicationScoped
class WatchdogSchedule {

  private static final Logger LOG = Logger.getLogger(WatchdogSchedule.class);
  private static final List<String> NAME = List.of("watchdog");
  private static final Duration LEASE = Duration.ofSeconds(12);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(4);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final LeaseStore leases;
  private final WellnessStore store;
  private final WatchdogNotifier outside;
  private final WatchdogConfig config;
  private final Clock clock;
  private final LoopSchedule loop;
  private Set<Ill> ills = Set.of();
  private Instant sentAt = Instant.EPOCH;

  WatchdogSchedule(
      LeaseStore leases,
      WellnessStore store,
      WatchdogNotifier outside,
      WatchdogConfig config,
      Clock clock) {
    this.leases = leases;
    this.store = store;
    this.outside = outside;
    this.config = config;
    this.clock = clock;
    Duration interval = config.interval();
    this.loop =
        new LoopSchedule(
            "watchdog",
            interval.compareTo(LOOK_EVERY) < 0 ? interval : LOOK_EVERY, // also renews the lease
            this::pass);
    config.url().ifPresent(WatchdogSchedule::check);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    if (config.url().isPresent()) {
      loop.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    return leases
        .claim(NAME, LEASE)
        .map(held -> !held.isEmpty())
        .chain(
            mine -> store.facts(clock.instant()).map(facts -> new Answer(mine, Optional.of(facts))))
        .ifNoItem()
        .after(ANSWER_WITHIN)
        .fail()
        .onFailure()
        .recoverWithItem(new Answer(false, Optional.empty()))
        .chain(this::speak);
  }

  /** Whether this replica is the one to speak, and about what. */
  private record Answer(boolean mine, Optional<Facts> facts) {}

  private Uni<Duration> speak(Answer answer) {
    Instant now = clock.instant();
    var wellness = Wellness.of(answer.facts(), now);
    log(wellness);
    // not "at least an interval ago": the clock may have been set back
    Duration early = config.interval().minus(Duration.between(sentAt, now).abs());
    if (!wellness.isWell() || !answer.mine()) {
      return Uni.createFrom().item(LoopSchedule.IDLE);
    }
    if (early.toMillis() > 0) {
      return Uni.createFrom().item(early);
    }
    return outside
        .send(config.url().orElseThrow(), new Alive("alert-router", now, wellness.checks()))
        .invoke(() -> sentAt = now)
        .replaceWith(config.interval());
  }

  private void log(Wellness wellness) {
    if (!wellness.ills().equals(ills)) {
      ills = wellness.ills();
      if (ills.isEmpty()) {
        LOG.info("well again: the watchdog speaks");
      } else {
        LOG.warnf("unwell: the watchdog is silent: %s", ills);
      }
    }
  }

  /** The address may hold a secret: it is not repeated. */
  private static void check(URI url) {
    if (url.getHost() == null || !url.getScheme().matches("https?")) {
      throw new IllegalArgumentException(
          "vigia.router.watchdog.url: an http or https address is required");
    }
  }
}
