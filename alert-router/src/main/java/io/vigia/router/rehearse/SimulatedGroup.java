package io.vigia.router.rehearse;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.group.FlushPlan;
import io.vigia.router.group.FlushPlan.Members;
import io.vigia.router.group.FlushPlan.Reason;
import io.vigia.router.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A group in memory: what the tables of groups and members hold, and by the same rules. */
final class SimulatedGroup {

  private static final class Member {
    @Nullable Instant toldStartsAt;
    boolean leftOut;

    boolean isUntold(Alert alert) {
      return leftOut || !alert.startsAt().equals(toldStartsAt);
    }
  }

  private record Seen(
      String fingerprint, Alert alert, Member member, boolean muted, boolean fires) {
    boolean isNews() {
      return fires && member.isUntold(alert);
    }

    boolean isTold() {
      return member.toldStartsAt != null;
    }
  }

  private static final Comparator<Seen> OLDEST =
      Comparator.<Seen, Instant>comparing(seen -> seen.alert().startsAt())
          .thenComparing(Seen::fingerprint);
  private static final Comparator<Seen> NEWS_FIRST =
      Comparator.<Seen, Boolean>comparing(seen -> !seen.isNews())
          .thenComparing(Seen::fires)
          .thenComparing(OLDEST);
  private static final Comparator<Seen> FIRING_FIRST =
      Comparator.<Seen, Boolean>comparing(seen -> !seen.fires()).thenComparing(OLDEST);

  private final String key;
  private final Route route;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private Instant due;
  private Instant lastTick;
  private boolean asleep;
  private Optional<Instant> notifiedAt = Optional.empty();

  SimulatedGroup(String key, Route route, Instant due) {
    this.key = key;
    this.route = route;
    this.due = due;
    this.lastTick = due;
  }

  String key() {
    return key;
  }

  Route route() {
    return route;
  }

  Instant due() {
    return due;
  }

  Set<String> members() {
    return members.keySet();
  }

  void join(String fingerprint) {
    members.putIfAbsent(fingerprint, new Member());
  }

  /** Something happened to a member: the next tick counts again. */
  void wake(Instant now) {
    if (asleep) {
      due = tickFrom(now);
      asleep = false;
    }
  }

  /** What the alerts come to; what is carried counts as told from now on. */
  Members tell(Function<String, Alert> alerts, Set<String> muted, int most, Instant now) {
    List<Seen> all = new ArrayList<>();
    members.forEach(
        (fingerprint, member) -> {
          Alert alert = alerts.apply(fingerprint);
          boolean isMuted = muted.contains(fingerprint);
          all.add(new Seen(fingerprint, alert, member, isMuted, fires(alert, now)));
        });
    List<Seen> seen = all.stream().filter(s -> !s.muted()).toList();
    List<Seen> carried = seen.stream().sorted(NEWS_FIRST).limit(most).toList();
    Members counted =
        new Members(
            count(seen, Seen::fires),
            count(seen, s -> !s.fires()),
            count(seen, s -> !s.fires() && s.isTold()),
            count(seen, Seen::isNews),
            count(all, s -> s.muted() && (s.fires() || s.isTold())),
            carried.stream().sorted(FIRING_FIRST).map(Seen::alert).toList());
    mark(all, carried);
    return counted;
  }

  private void mark(List<Seen> all, List<Seen> carried) {
    for (Seen seen : carried) {
      if (!seen.fires()) {
        members.remove(seen.fingerprint());
      } else if (seen.isNews()) {
        seen.member().toldStartsAt = seen.alert().startsAt();
        seen.member().leftOut = false;
      }
    }
    all.stream()
        .filter(s -> s.muted() && !s.fires() && !s.isTold())
        .forEach(s -> members.remove(s.fingerprint()));
  }

  FlushPlan plan(Members counted, Instant now) {
    return FlushPlan.of(counted, notifiedAt, route, due, now);
  }

  /**
   * @return whether it goes on
   */
  boolean save(FlushPlan plan, Set<String> muted, Function<String, Alert> alerts, Instant now) {
    if (plan.nextFlush().isEmpty()) {
      return false;
    }
    if (plan.sends()) {
      notifiedAt = Optional.of(now);
      members.forEach((name, member) -> member.leftOut |= muted.contains(name));
    }
    lastTick = due;
    due = plan.nextFlush().get();
    if (plan.reason() == Reason.NOTHING_NEW && muted.isEmpty()) {
      sleep(alerts);
    }
    return true;
  }

  /** Until it repeats or a member ends by itself, ticks would come to the same. */
  private void sleep(Function<String, Alert> alerts) {
    asleep = true;
    Instant until = notifiedAt.orElse(due).plus(route.repeatInterval());
    for (String name : members.keySet()) {
      Instant end = alerts.apply(name).endsAt();
      until = end != null && end.isBefore(until) ? end : until;
    }
    due = tickFrom(until);
  }

  /** The first tick of its own clock that is not before. */
  private Instant tickFrom(Instant time) {
    Duration interval = route.groupInterval();
    Duration gone = Duration.between(lastTick, time);
    long ticks = gone.isNegative() ? 0 : gone.plus(interval).minusNanos(1).dividedBy(interval);
    return lastTick.plus(interval.multipliedBy(Math.max(1, ticks)));
  }

  static boolean fires(Alert alert, Instant now) {
    Instant end = alert.endsAt();
    return alert.status() == Status.FIRING && (end == null || end.isAfter(now));
  }

  private static int count(List<Seen> all, Predicate<Seen> which) {
    return (int) all.stream().filter(which).count();
  }
}
