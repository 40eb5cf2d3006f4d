package io.vigia.launcher.soak;

import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.soak.ChaosPlan.Blow;
import io.vigia.launcher.soak.ChaosPlan.Kind;
import io.vigia.launcher.soak.Records.Incident;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Stopwatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out the plan. What is not running when its time comes is missed, not waited for. */
final class Chaos extends Worker {

  private static final Duration TICK = Duration.ofMillis(100);

  private record Paused(Victim victim, ProcessIdentity process, Duration until) {}

  private final ChaosPlan plan;
  private final Suite suite;
  private final Revival revival;
  private final RecordFiles records;
  private final Clock clock;
  private final Stopwatch watch = new Stopwatch();
  private final List<Paused> paused = new ArrayList<>();
  private int next;
  private volatile String last = "nothing yet";

  /** The plan's time begins now. */
  Chaos(ChaosPlan plan, Suite suite, Revival revival, RecordFiles records, Clock clock) {
    super("chaos");
    this.plan = plan;
    this.suite = suite;
    this.revival = revival;
    this.records = records;
    this.clock = clock;
  }

  /** Such as: killed alert-router. */
  String last() {
    return last;
  }

  @Override
  Duration turn() throws IOException {
    Duration now = watch.elapsed();
    resume(now);
    Optional<Blow> due = plan.at(next).filter(blow -> blow.after().compareTo(now) <= 0);
    if (due.isPresent()) {
      next++;
      strike(due.get(), now);
    }
    return TICK;
  }

  /** Leaves nothing paused. */
  @Override
  public void close() throws IOException {
    super.close();
    resume(Duration.ofSeconds(Long.MAX_VALUE));
  }

  private void strike(Blow blow, Duration now) throws IOException {
    Optional<ProcessIdentity> process = blow.victim().in(suite);
    if (process.isEmpty()) {
      note("missed", blow.victim(), 0);
      return;
    }
    long pid = process.get().pid();
    if (blow.kind() == Kind.KILL) {
      revival.expect(blow.victim(), blow.lasting());
      process.get().kill();
      note("killed", blow.victim(), pid);
    } else {
      signal("STOP", process.get());
      paused.add(new Paused(blow.victim(), process.get(), now.plus(blow.lasting())));
      note("paused", blow.victim(), pid);
    }
  }

  private void resume(Duration now) throws IOException {
    for (Paused each : List.copyOf(paused)) {
      if (each.until().compareTo(now) <= 0) {
        paused.remove(each);
        signal("CONT", each.process());
        note("resumed", each.victim(), each.process().pid());
      }
    }
  }

  private void note(String what, Victim victim, long pid) throws IOException {
    last = what + " " + victim.title();
    records.happened(new Incident(clock.instant().toString(), what, victim.title(), pid));
  }

  /** The JDK sends SIGTERM and SIGKILL only. */
  private static void signal(String name, ProcessIdentity process) throws IOException {
    if (process.alive()) {
      new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, process.pid()))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    }
  }
}
