package io.vigia.router.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the notifications of two configurations differ.
 *
 * @param same how many are told by both, of the same alerts, to the same, at the same time
 * @param onlyNow those that the running configuration alone tells
 * @param onlyThen those that the proposed one alone tells
 * @param moved those that speak of the same, to another receiver or at another time
 * @param totals by receiver
 */
record Difference(
    int same,
    List<Told> onlyNow,
    List<Told> onlyThen,
    List<Moved> moved,
    Map<String, Total> totals) {

  record Moved(Told now, Told then) {}

  /** How many notifications. */
  record Total(int now, int then) {
    private Total plus(int moreNow, int moreThen) {
      return new Total(now + moreNow, then + moreThen);
    }
  }

  private record Place(Instant at, String receiver, List<String> integrations) {}

  Difference {
    onlyNow = List.copyOf(onlyNow);
    onlyThen = List.copyOf(onlyThen);
    moved = List.copyOf(moved);
    totals = Map.copyOf(totals);
  }

  static Difference of(List<Told> now, List<Told> then) {
    var unmatched = new LinkedHashMap<List<String>, List<Told>>();
    now.forEach(
        told -> unmatched.computeIfAbsent(told.content(), c -> new ArrayList<>()).add(told));
    List<Told> others = new ArrayList<>();
    int same = 0;
    for (Told told : then) {
      var candidates = unmatched.getOrDefault(told.content(), List.of());
      var equal = candidates.stream().filter(c -> place(c).equals(place(told))).findFirst();
      equal.ifPresent(candidates::remove);
      same += equal.isPresent() ? 1 : 0;
      if (equal.isEmpty()) {
        others.add(told);
      }
    }
    var moved = new ArrayList<Moved>();
    var onlyThen = new ArrayList<Told>();
    for (Told told : others) {
      var candidates = unmatched.getOrDefault(told.content(), List.of());
      var nearest = candidates.stream().min(nearestTo(told));
      nearest.ifPresent(candidates::remove);
      nearest.ifPresentOrElse(n -> moved.add(new Moved(n, told)), () -> onlyThen.add(told));
    }
    List<Told> onlyNow =
        unmatched.values().stream()
            .flatMap(Collection::stream)
            .sorted(Comparator.comparing(Told::at))
            .toList();
    return new Difference(same, onlyNow, onlyThen, moved, totals(now, then));
  }

  private static Place place(Told told) {
    return new Place(told.at(), told.receiver(), told.integrations());
  }

  private static Comparator<Told> nearestTo(Told told) {
    return Comparator.<Told, Boolean>comparing(n -> !n.receiver().equals(told.receiver()))
        .thenComparing(n -> Duration.between(n.at(), told.at()).abs());
  }

  private static Map<String, Total> totals(List<Told> now, List<Told> then) {
    var totals = new HashMap<String, Total>();
    Total none = new Total(0, 0);
    now.forEach(t -> totals.merge(t.receiver(), none.plus(1, 0), (a, b) -> a.plus(1, 0)));
    then.forEach(t -> totals.merge(t.receiver(), none.plus(0, 1), (a, b) -> a.plus(0, 1)));
    return new TreeMap<>(totals);
  }
}
