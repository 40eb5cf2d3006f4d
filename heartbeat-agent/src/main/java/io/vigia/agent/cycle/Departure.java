package io.vigia.agent.cycle;

import io.vigia.agent.cycle.Round.Self;
import io.vigia.agent.debounce.Condition;
import io.vigia.agent.target.Target;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a changed configuration means at start: states that no target owns any more go, and what
 * fires for them ends, so that nothing fires for ever. Pure: no clock, no I/O.
 *
 * @param gone names of states to forget
 * @param ends resolved alerts by the name of their target
 */
record Departure(Set<String> gone, Map<String, Alert> ends) {

  /**
   * @param firing each target's last alert, where it fires
   */
  static Departure of(
      Map<String, Condition> states,
      Map<String, Alert> firing,
      List<Target> targets,
      Self self,
      Instant now) {
    var gone = new LinkedHashSet<String>();
    var ends = new LinkedHashMap<String, Alert>();
    states.forEach(
        (name, state) -> {
          Optional<Alert> alert = Optional.ofNullable(firing.get(name));
          Optional<Target> target = targets.stream().filter(t -> t.name().equals(name)).findAny();
          if (target.isEmpty()) {
            gone.add(name);
            alert.ifPresent(a -> ends.put(name, end(a, "target removed", now)));
          } else if (isAnother(target.get(), alert, self)) {
            gone.add(name); // it is judged anew, and fires under its new labels
            alert.ifPresent(a -> ends.put(name, end(a, "target changed", now)));
          }
        });
    return new Departure(gone, ends);
  }

  private static boolean isAnother(Target target, Optional<Alert> alert, Self self) {
    return alert.filter(a -> !a.labels().equals(Round.labels(target, self))).isPresent();
  }

  private static Alert end(Alert firing, String why, Instant now) {
    return new Alert(
        firing.tenant(),
        Status.RESOLVED,
        firing.labels(),
        Map.of("summary", firing.labels().get("service") + " is no longer watched: " + why),
        firing.startsAt(),
        now,
        now,
        null,
        firing.source(),
        firing.generatorURL(),
        null);
  }
}
