package io.vigia.launcher.soak;

import io.vigia.launcher.home.Ports;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.process.RunLock;
import io.vigia.launcher.soak.Records.Incident;
import io.vigia.launcher.suite.ServiceProcess;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings back what nobody else does. The suite repairs those of its services that it can; they get
 * the time for it. PostgreSQL is the platform's.
 */
final class Revival extends Worker {

  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration UNEXPECTED = Duration.ofSeconds(5);
  private static final Duration FOR_THE_SUITE = Duration.ofSeconds(45);
  private static final Set<Victim> REPAIRED_BY_SUITE =
      Set.of(Victim.ANOMALY_SERVICE, Victim.WATCHER_SERVICE);

  /** The platform first, for the others wait for it. */
  private static final List<Victim> IN_ORDER =
      List.of(
          Victim.PLATFORM,
          Victim.ALERT_ROUTER,
          Victim.REMEDIATION_WEBHOOK,
          Victim.ANOMALY_SERVICE,
          Victim.WATCHER_SERVICE,
          Victim.HEARTBEAT_AGENT);

  private final Suite suite;
  private final Ports ports;
  private final RecordFiles records;
  private final Terminal terminal;
  private final Clock clock;
  private final Map<Victim, Duration> expected = new EnumMap<>(Victim.class);
  private final Map<Victim, Instant> due = new EnumMap<>(Victim.class);

  Revival(Suite suite, RecordFiles records, Terminal terminal, Clock clock) throws IOException {
    super("revival");
    this.suite = suite;
    this.ports = suite.ports();
    this.records = records;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** It will be away; without this the reason is unknown and it comes back after 5 s. */
  synchronized void expect(Victim victim, Duration away) {
    expected.put(victim, away);
  }

  @Override
  Duration turn() throws IOException {
    for (Victim victim : IN_ORDER) {
      Optional<ProcessIdentity> process = victim.in(suite);
      if (process.isEmpty()) {
        reviveWhenDue(victim);
      } else if (due.remove(victim) != null) {
        note("repaired", victim, process.get().pid());
      }
    }
    return TICK;
  }

  private void reviveWhenDue(Victim victim) throws IOException {
    Instant now = clock.instant();
    Instant time = due.computeIfAbsent(victim, gone -> now.plus(patience(gone)));
    if (time.isAfter(now)) {
      return;
    }
    if (victim != Victim.PLATFORM && suite.platform().ready().isEmpty()) {
      return; // without it a service may end again while it starts
    }
    try {
      Optional<ProcessIdentity> revived = revive(victim);
      due.remove(victim);
      if (revived.isPresent()) {
        note("revived", victim, revived.get().pid());
      }
    } catch (Failure | IOException e) {
      terminal.say(
          "%s did not come back, it is tried again: %s", victim.title(), Failure.reason(e));
      due.put(victim, clock.instant().plus(UNEXPECTED));
    }
  }

  private synchronized Duration patience(Victim victim) {
    Duration asked = Optional.ofNullable(expected.remove(victim)).orElse(UNEXPECTED);
    return REPAIRED_BY_SUITE.contains(victim) ? FOR_THE_SUITE : asked;
  }

  /** Empty when a runbook was quicker. */
  @SuppressWarnings("try") // a lock is only held
  private Optional<ProcessIdentity> revive(Victim victim) throws IOException {
    if (victim.service().isEmpty()) {
      suite.platform().stop(); // its pid file, and one that neither answers nor has ended
      suite.platform().start(ports, ready -> {});
      return suite.platform().process();
    }
    ServiceProcess service = suite.service(victim.service().get());
    try (RunLock held = service.lock()) {
      return service.running().isPresent()
          ? Optional.empty()
          : Optional.of(service.start(suite.environment()));
    }
  }

  private void note(String what, Victim victim, long pid) throws IOException {
    records.happened(new Incident(clock.instant().toString(), what, victim.title(), pid));
  }
}
