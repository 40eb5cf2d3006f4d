package io.vigia.remediation.guard;

import io.quarkus.arc.All;
import io.vigia.remediation.runbook.Runbook;
import io.vigia.remediation.runbook.Runbook.Part;
import io.vigia.remediation.runbook.Strategy.None;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks the guards one after the other; the first no counts. */
@ApplicationScoped
public class GuardChain {

  private static final None NONE = new None();

  private final List<Guard> guards;

  GuardChain(@All List<Guard> guards) {
    this.guards = guards.stream().sorted(Comparator.comparing(Guard::type)).toList();
  }

  public Optional<Denial> check(
      Runbook runbook, String target, Circumstances circumstances, Instant now) {
    for (Guard guard : guards) {
      if (guard.isAlwaysAsked()) {
        var denial = guard.check(runbook.name(), target, NONE, circumstances, now);
        if (denial.isPresent()) {
          return denial;
        }
      }
    }
    for (Part part : runbook.guards()) {
      var denial =
          named(part.type()).check(runbook.name(), target, part.settings(), circumstances, now);
      if (denial.isPresent()) {
        return denial;
      }
    }
    return Optional.empty();
  }

  private Guard named(String type) {
    return guards.stream().filter(g -> g.type().equals(type)).findFirst().orElseThrow();
  }
}
