package io.vigia.agent.page;

import io.vigia.contracts.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which alert events the agent must page by itself, and which it need not remember any more. A
 * decision: no clock, no I/O.
 *
 * @param due at most one per target, so that an end never overtakes its beginning
 */
record Paging(List<Page> due, List<UUID> gone) {

  /** The target whose failure means that nobody else will speak. */
  static final String ROUTER = "alert-router";

  enum Reason {
    /** It lies in the spool for too long. */
    KAFKA_AWAY,
    /** Kafka took it, but the router is down for too long. */
    ROUTER_AWAY,
    /** Who was paged hears of the end the same way. */
    ENDS_WHAT_WAS_PAGED
  }

  record Page(Told told, Reason why) {}

  /**
   * @param told all that is remembered, in the order in which it came about
   * @param after how long Kafka or the router may stay away; empty when there is nobody to page
   */
  static Paging of(List<Told> told, Instant now, Optional<Duration> after) {
    var byTarget = new LinkedHashMap<String, List<Told>>();
    told.forEach(t -> byTarget.computeIfAbsent(t.target(), k -> new ArrayList<>()).add(t));
    var rule = new Rule(now, after, isRouterAway(byTarget, now, after));
    var due = new ArrayList<Page>();
    var gone = new ArrayList<UUID>();
    byTarget
        .values()
        .forEach(
            history -> {
              rule.first(history).filter(p -> !p.told().nextTry().isAfter(now)).ifPresent(due::add);
              gone.addAll(rule.settled(history));
            });
    return new Paging(due, gone);
  }

  private static boolean isRouterAway(
      Map<String, List<Told>> byTarget, Instant now, Optional<Duration> after) {
    List<Told> router = byTarget.getOrDefault(ROUTER, List.of());
    if (router.isEmpty() || after.isEmpty()) {
      return false;
    }
    Told last = router.get(router.size() - 1);
    Alert alert = last.alert();
    return last.fires() && !alert.startsAt().plus(after.get()).isAfter(now);
  }

  private record Rule(Instant now, Optional<Duration> after, boolean routerAway) {

    Optional<Page> first(List<Told> history) {
      for (int i = 0; i < history.size(); i++) {
        Optional<Reason> why = why(history, i);
        if (why.isPresent()) {
          return Optional.of(new Page(history.get(i), why.get()));
        }
      }
      return Optional.empty();
    }

    private Optional<Reason> why(List<Told> history, int i) {
      Told told = history.get(i);
      if (told.paged() || after.isEmpty()) {
        return Optional.empty();
      }
      if (told.spooled() && !told.time().plus(after.get()).isAfter(now)) {
        return Optional.of(Reason.KAFKA_AWAY);
      }
      if (told.fires()) {
        return routerAway && i == history.size() - 1
            ? Optional.of(Reason.ROUTER_AWAY)
            : Optional.empty();
      }
      return i > 0 && history.get(i - 1).mayBeKnown()
          ? Optional.of(Reason.ENDS_WHAT_WAS_PAGED)
          : Optional.empty();
    }

    /** The oldest events that nothing depends on any more. */
    List<UUID> settled(List<Told> history) {
      var settled = new ArrayList<UUID>();
      for (int i = 0; i < history.size() && !isNeeded(history, i); i++) {
        settled.add(history.get(i).id());
      }
      return settled;
    }

    private boolean isNeeded(List<Told> history, int i) {
      Told told = history.get(i);
      boolean last = i == history.size() - 1;
      return told.spooled()
          || why(history, i).isPresent()
          || told.fires() && (last || why(history, i + 1).isPresent());
    }
  }
}
