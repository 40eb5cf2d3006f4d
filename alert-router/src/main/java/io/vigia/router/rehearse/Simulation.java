package io.vigia.router.rehearse;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.router.alert.Merge;
import io.vigia.router.group.FlushPlan;
import io.vigia.router.group.Membership;
import io.vigia.router.mute.Muted;
import io.vigia.router.mute.Mutes;
import io.vigia.router.mute.Silence;
import io.vigia.router.route.Integration;
import io.vigia.router.route.Route;
import io.vigia.router.route.Routing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Runs a timeline through a routing with a fake clock. It decides by the very classes that decide
 * when it is in earnest; only what the tables hold is held in memory. An observation at the time of
 * a flush comes before it.
 */
final class Simulation {

  /**
   * More work than this is refused: a member of a group looked at once is one piece, and so is each
   * silence and rule that it is held against.
   */
  static final int MOST_WORK = 2_000_000;

  /** There is more to do than a request may take. */
  static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuch(Instant reached) {
      super("it came to " + reached + " only", null, false, false);
    }
  }

  private record Due(Instant at, String groupKey) {}

  private final Routing routing;
  private final Timeline timeline;
  private final int most;
  private final FiringSources sources;
  private final Map<String, Alert> alerts = new HashMap<>();
  private final Map<String, SimulatedGroup> groups = new HashMap<>();
  private final PriorityQueue<Due> dues =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::groupKey));
  private final List<Told> told = new ArrayList<>();
  private long work;

  private Simulation(Routing routing, Timeline timeline, int most) {
    this.routing = routing;
    this.timeline = timeline;
    this.most = most;
    this.sources = new FiringSources(routing.inhibitRules());
  }

  /**
   * @param most alerts in one notification
   * @return in the order of time
   * @throws TooMuch when that would take too long
   */
  static List<Told> run(Routing routing, Timeline timeline, int most) {
    return new Simulation(routing, timeline, most).run();
  }

  private List<Told> run() {
    for (Alert seen : timeline.observations()) {
      flushUntil(seen.observedAt(), false);
      observe(seen, seen.observedAt());
    }
    flushUntil(timeline.to(), true);
    return List.copyOf(told);
  }

  private void observe(Alert seen, Instant now) {
    String fingerprint = seen.labels().fingerprint();
    Optional<Alert> known =
        Optional.ofNullable(alerts.get(fingerprint))
            .map(a -> SimulatedGroup.fires(a, now) ? a : a.resolved());
    Optional<Alert> next = Merge.of(known, seen).next();
    if (next.isEmpty()) {
      return;
    }
    alerts.put(fingerprint, next.get());
    boolean fires = next.get().status() == Status.FIRING;
    if (fires) {
      sources.begin(next.get().labels());
    } else {
      sources.end(next.get().labels());
    }
    for (Membership membership : Membership.of(next.get(), routing, now)) {
      SimulatedGroup group = groups.get(membership.groupKey());
      if (group == null && fires) {
        group =
            new SimulatedGroup(membership.groupKey(), membership.route(), membership.firstFlush());
        groups.put(group.key(), group);
        dues.add(new Due(group.due(), group.key()));
      }
      if (group != null) {
        touch(group, fingerprint, fires, now);
      }
    }
  }

  private void touch(SimulatedGroup group, String fingerprint, boolean fires, Instant now) {
    if (fires) {
      group.join(fingerprint);
    }
    Instant before = group.due();
    group.wake(now);
    if (!group.due().equals(before)) {
      dues.add(new Due(group.due(), group.key()));
    }
  }

  private void flushUntil(Instant end, boolean inclusive) {
    for (Due due = dues.peek(); due != null; due = dues.peek()) {
      if (inclusive ? due.at().isAfter(end) : !due.at().isBefore(end)) {
        return;
      }
      dues.poll();
      SimulatedGroup group = groups.get(due.groupKey());
      if (group != null && group.due().equals(due.at())) {
        flush(group, due.at());
      }
    }
  }

  private void flush(SimulatedGroup group, Instant now) {
    work += 1 + timeline.silences().size();
    List<Silence> inForce =
        timeline.silences().stream().filter(s -> s.state(now) == Silence.State.ACTIVE).toList();
    work += (long) group.members().size() * (1 + inForce.size() + routing.inhibitRules().size());
    if (work > MOST_WORK) {
      throw new TooMuch(now);
    }
    Set<String> muted = muted(group, inForce, now).all();
    FlushPlan plan = group.plan(group.tell(this::alert, muted, most, now), now);
    if (plan.sends()) {
      tell(group, plan, now);
    }
    if (group.save(plan, muted, this::alert, now)) {
      dues.add(new Due(group.due(), group.key()));
    } else {
      groups.remove(group.key());
    }
  }

  private Muted muted(SimulatedGroup group, List<Silence> inForce, Instant now) {
    Route route = group.route();
    List<Labels> labels = group.members().stream().map(this::alert).map(Alert::labels).toList();
    List<String> times = routing.mutedBy(route, now);
    if (!times.isEmpty()) {
      return Muted.by(times, labels);
    }
    if (inForce.isEmpty() && routing.inhibitRules().isEmpty()) {
      return Muted.NONE;
    }
    return new Mutes(
            inForce,
            sources.of(labels, source -> SimulatedGroup.fires(alert(source.fingerprint()), now)))
        .of(labels, any -> List.of(route.receiver()));
  }

  private void tell(SimulatedGroup group, FlushPlan plan, Instant now) {
    String receiver = group.route().receiver();
    List<Integration> all = routing.integrationsOf(receiver);
    boolean anyFires = plan.alerts().stream().anyMatch(a -> a.status() == Status.FIRING);
    List<String> hear =
        all.stream()
            .filter(integration -> anyFires || integration.sendResolved())
            .map(Integration::name)
            .toList();
    if (all.isEmpty() || !hear.isEmpty()) {
      boolean ends = all.isEmpty() || all.stream().anyMatch(Integration::sendResolved);
      List<Alert> said =
          plan.alerts().stream().filter(a -> ends || a.status() == Status.FIRING).toList();
      told.add(new Told(now, receiver, hear, group.key(), plan.reason().name(), said));
    }
  }

  private Alert alert(String fingerprint) {
    return Objects.requireNonNull(alerts.get(fingerprint));
  }
}
