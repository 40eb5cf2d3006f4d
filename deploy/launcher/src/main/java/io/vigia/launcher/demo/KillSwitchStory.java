package io.vigia.launcher.demo;

import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.suite.Execution;
import io.vigia.launcher.suite.Restart;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** With the kill switch on a killed service stays dead, and the refusal says why. */
final class KillSwitchStory {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** The agent probes every 10 s. */
  private static final Duration TWO_CYCLES = Duration.ofSeconds(20);

  private static final long POLL_MILLIS = 500;

  private final Suite suite;
  private final Terminal terminal;
  private final Repair repair;
  private final Cleanup cleanup;

  KillSwitchStory(Suite suite, Terminal terminal, Repair repair, Cleanup cleanup) {
    this.suite = suite;
    this.terminal = terminal;
    this.repair = repair;
    this.cleanup = cleanup;
  }

  void tell(Service victim) throws IOException {
    cleanup.add(() -> switchOff(victim));
    repair.client().killSwitch(true, "demo");
    terminal.say("The kill switch is on.");
    Timeline timeline = new Timeline(terminal);
    timeline.tell("kill -9 %s (pid %d)".formatted(victim.title(), repair.kill().pid()));
    timeline.await(LIMIT, List.of(repair.detected(), repair.denied()));
    staysDead(victim);
    timeline.tell("%s stayed dead for two more cycles".formatted(victim.title()));
    cleanup.close();
    timeline.tell("the kill switch is off, %s was started by hand".formatted(victim.title()));
    timeline.await(LIMIT, List.of(repair.ready(), repair.resolved()));
    terminal.say("");
    timeline.table();
    terminal.say("The story held.");
  }

  private void staysDead(Service victim) throws IOException {
    Stopwatch watch = new Stopwatch();
    while (!watch.passed(TWO_CYCLES)) {
      boolean repaired = repair.execution().filter(Execution::succeeded).isPresent();
      if (repaired || suite.service(victim).running().isPresent()) {
        throw Failure.failed("%s was restarted although the kill switch is on", victim.title());
      }
      Pause.millis(POLL_MILLIS);
    }
  }

  private void switchOff(Service victim) throws IOException {
    try {
      repair.client().killSwitch(false, "demo is over");
    } finally {
      if (suite.service(victim).running().isEmpty()) {
        new Restart(suite).run(suite.service(victim));
      }
    }
  }
}
