package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.LeaseStore;
import io.vigia.router.agent.Attention.Look;
import io.vigia.router.agent.Attention.Offsets;
import io.vigia.router.agent.SkewStore.Skewed;
import io.vigia.router.agent.Watched.Turn;
import io.vigia.router.maintenance.MaintenanceStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The switch for the agents that are heard in one way: one replica at a time moves the way's watch
 * clock and tells which agents fell silent on it. Should two do it at once, because one was paused,
 * the second one's changes find nothing to change.
 */
final class WaySchedule {

  /** What all ways share. */
  record Parts(
      LeaseStore leases,
      WatchClockStore clocks,
      DeadManStore agents,
      SiteStore sites,
      SkewStore skews,
      MaintenanceStore maintenance,
      Tolerance tolerance,
      String agentsUrl,
      Clock clock) {}

  private static final Logger LOG = Logger.getLogger(WaySchedule.class);

  /** After the holder's death another one goes on within this time. */
  static final Duration LEASE = Duration.ofSeconds(6);

  private static final Duration RENEWED_AFTER = Duration.ofSeconds(1);

  /** A look that came later than this says nothing of the time between. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** A stand-still worth a line in the log. */
  private static final Duration NOTED = Duration.ofSeconds(5);

  private static final Duration REST_EVERY = Duration.ofSeconds(1);

  /** Agents that change in one transaction: each alert takes a lock. */
  private static final int BATCH = 200;

  private final Way way;
  private final Supplier<Uni<Offsets>> source;
  private final Duration lookEvery;
  private final Parts parts;
  private final LoopSchedule loop;
  private List<Look> pending = List.of();
  private Optional<Instant> claimedAt = Optional.empty();
  private Optional<Instant> stillSince = Optional.empty();
  private Instant lookedAtRest = Instant.EPOCH;
  private boolean noted;

  WaySchedule(Way way, Supplier<Uni<Offsets>> source, Duration lookEvery, Parts parts) {
    this.way = way;
    this.source = source;
    this.lookEvery = lookEvery;
    this.parts = parts;
    this.loop = new LoopSchedule("dead-man's switch for " + way, lookEvery, this::pass);
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.close();
  }

  private Uni<Duration> pass() {
    Instant now = parts.clock().instant();
    if (claimedAt
        .filter(at -> at.plus(RENEWED_AFTER).isAfter(now) && !at.isAfter(now))
        .isPresent()) {
      return watch();
    }
    String name = way == Way.KAFKA ? "dead-man" : "dead-man-" + way.name().toLowerCase(Locale.ROOT);
    return parts
        .leases()
        .claim(List.of(name), LEASE)
        .invoke(held -> claimedAt = held.isEmpty() ? Optional.empty() : Optional.of(now))
        .chain(held -> held.isEmpty() ? standBy() : watch());
  }

  private Uni<Duration> standBy() {
    pending = List.of();
    return Uni.createFrom().item(RENEWED_AFTER);
  }

  private Uni<Duration> watch() {
    Instant asked = parts.clock().instant();
    return source
        .get()
        .map(offsets -> Optional.of(new Look(asked, offsets)))
        .onFailure()
        .invoke(failure -> LOG.debugf(failure, "no offsets of the heartbeats"))
        .onFailure()
        .recoverWithItem(Optional.empty())
        .map(this::attention)
        .chain(this::moved)
        .chain(this::judge);
  }

  private Attention attention(Optional<Look> now) {
    Duration slow = lookEvery.multipliedBy(4);
    Attention attention = Attention.of(pending, now, slow.compareTo(LONGEST) > 0 ? slow : LONGEST);
    pending = attention.pending();
    note(attention);
    return attention;
  }

  private void note(Attention attention) {
    Instant now = parts.clock().instant();
    if (attention.moves()) {
      if (noted) {
        LOG.infof("the deadlines of agents over %s run", way);
      }
      stillSince = Optional.empty();
      noted = false;
      return;
    }
    stillSince = stillSince.or(() -> Optional.of(now));
    if (!noted && stillSince.get().plus(NOTED).isBefore(now)) {
      LOG.infof("the deadlines of agents over %s pause: %s", way, attention.reason());
      noted = true;
    }
  }

  private Uni<WatchClock> moved(Attention attention) {
    return parts
        .clocks()
        .read(way)
        .chain(
            known ->
                attention.moves()
                    ? Uni.createFrom()
                        .item(
                            known.advance(
                                attention.horizon().orElse(known.movedAt()),
                                attention.elapsed(),
                                longStandStill()))
                        .call(next -> parts.clocks().move(way, known, next))
                    : Uni.createFrom().item(known));
  }

  /** Longer than a few looks, or silence would begin anew with each of them. */
  private Duration longStandStill() {
    Duration looks = lookEvery.multipliedBy(4);
    Duration atLeast = parts.tolerance().atLeast();
    return looks.compareTo(atLeast) > 0 ? looks : atLeast;
  }

  private Uni<Duration> judge(WatchClock watch) {
    Instant now = parts.clock().instant();
    var telling = new AgentAlert(now, parts.agentsUrl());
    boolean seldom = Duration.between(lookedAtRest, now).abs().compareTo(REST_EVERY) >= 0;
    return fallen(watch, telling, now)
        .chain(
            more ->
                seldom
                    ? rest(watch, telling, now).map(also -> more || also)
                    : Uni.createFrom().item(more))
        .map(more -> more ? LoopSchedule.AGAIN : LoopSchedule.IDLE);
  }

  /** What may wait a second. */
  private Uni<Boolean> rest(WatchClock watch, AgentAlert telling, Instant now) {
    lookedAtRest = now;
    return returned(watch, telling, now)
        .call(() -> sitesBack(watch, telling))
        .call(() -> skews(telling, now));
  }

  private Uni<Boolean> fallen(WatchClock watch, AgentAlert telling, Instant now) {
    return parts
        .agents()
        .due(way, watch)
        .chain(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().item(false)
                    : Uni.combine()
                        .all()
                        .unis(
                            parts.sites().of(way, due, watch),
                            parts.maintenance().of(due.stream().map(Watched::tenant).toList()))
                        .with((s, w) -> Round.of(due, s, parts.tolerance(), w, now))
                        .chain(round -> apply(round, watch, telling))
                        .replaceWith(due.size() == DeadManStore.MOST));
  }

  private Uni<Void> apply(Round round, WatchClock watch, AgentAlert telling) {
    return parts
        .agents()
        .again(round.again(), watch)
        .chain(() -> inBatches(round.turns(), round.cut(), telling));
  }

  private Uni<Boolean> returned(WatchClock watch, AgentAlert telling, Instant now) {
    return parts
        .agents()
        .returned(way, watch, now.minus(parts.tolerance().retention()))
        .map(all -> all.stream().flatMap(a -> a.turn(parts.tolerance(), now).stream()).toList())
        .chain(
            turns ->
                inBatches(turns, List.of(), telling)
                    .replaceWith(turns.size() == DeadManStore.MOST));
  }

  private Uni<Void> inBatches(List<Turn> turns, List<Site> cut, AgentAlert telling) {
    Uni<Void> all = Uni.createFrom().voidItem();
    var rest = new ArrayList<>(turns);
    while (!rest.isEmpty()) {
      List<Turn> some = List.copyOf(rest.subList(0, Math.min(BATCH, rest.size())));
      rest.subList(0, some.size()).clear();
      some.forEach(t -> LOG.infof("agent %s: %s", t.agent().key(), t.change()));
      all = all.chain(() -> parts.agents().apply(way, some, cut, telling));
    }
    return all;
  }

  private Uni<Void> sitesBack(WatchClock watch, AgentAlert telling) {
    return parts
        .sites()
        .cut(way, watch)
        .chain(
            cut -> {
              Uni<Void> all = Uni.createFrom().voidItem();
              for (var one : cut) {
                all =
                    one.site().isBack()
                        ? all.chain(() -> parts.sites().back(way, one, watch, telling))
                        : all;
              }
              return all;
            });
  }

  private Uni<Void> skews(AgentAlert telling, Instant now) {
    return parts
        .skews()
        .changed(way)
        .chain(
            changed ->
                parts
                    .maintenance()
                    .of(changed.stream().map(s -> s.agent().tenant()).toList())
                    .chain(
                        windows -> {
                          Uni<Void> all = Uni.createFrom().voidItem();
                          for (Skewed one : changed) {
                            Watched agent = one.agent();
                            var labels = AgentAlert.skew(agent.agent(), agent.site());
                            boolean held =
                                one.begins()
                                    && windows.heldUntil(agent.tenant(), labels, now).isPresent();
                            all = held ? all : all.chain(() -> parts.skews().tell(one, telling));
                          }
                          return all;
                        }));
  }
}
