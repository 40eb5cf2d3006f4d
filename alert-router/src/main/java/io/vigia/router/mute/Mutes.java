package io.vigia.router.mute;

import io.vigia.contracts.Labels;
import io.vigia.router.route.InhibitRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What can keep alerts from being told. Decisions: no clock, no I/O.
 *
 * @param silences those in force
 * @param inhibitions the rules in their order, each with what fires of its sources
 */
public record Mutes(List<Silence> silences, List<Inhibition> inhibitions) {

  public static final Mutes NONE = new Mutes(List.of(), List.of());

  /**
   * @param number of the rule, counted from 1 as they stand in the file
   * @param source the alert that inhibits
   */
  public record Inhibitor(int number, InhibitRule rule, Labels source) {}

  public Mutes {
    silences = List.copyOf(silences);
    inhibitions = List.copyOf(inhibitions);
  }

  /**
   * @param receivers who is told of an alert, for silences that are not for all
   */
  public Muted of(
      Collection<Labels> alerts, Function<Labels, ? extends Collection<String>> receivers) {
    var silencedBy = new HashMap<String, List<String>>();
    var inhibitedBy = new HashMap<String, List<String>>();
    for (Labels alert : alerts) {
      put(
          silencedBy,
          alert,
          silencing(alert, receivers).stream().map(silence -> silence.id().toString()).toList());
      put(
          inhibitedBy,
          alert,
          inhibiting(alert).stream()
              .map(inhibitor -> inhibitor.source().fingerprint())
              .distinct()
              .toList());
    }
    return new Muted(silencedBy, inhibitedBy, Map.of());
  }

  public List<Silence> silencing(
      Labels alert, Function<Labels, ? extends Collection<String>> receivers) {
    return silences.stream().filter(silence -> silence.takes(alert, receivers)).toList();
  }

  public List<Inhibitor> inhibiting(Labels alert) {
    var found = new ArrayList<Inhibitor>();
    for (int i = 0; i < inhibitions.size(); i++) {
      int number = i + 1;
      Inhibition inhibition = inhibitions.get(i);
      inhibition
          .of(alert)
          .ifPresent(source -> found.add(new Inhibitor(number, inhibition.rule(), source)));
    }
    return found;
  }

  private static void put(Map<String, List<String>> by, Labels alert, List<String> causes) {
    if (!causes.isEmpty()) {
      by.put(alert.fingerprint(), causes);
    }
  }
}
