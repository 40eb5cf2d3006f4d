package io.vigia.launcher.suite;

import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.process.RunLock;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Ends the suite, the services before the platform that they write to. */
final class Shutdown {

  private final Suite suite;
  private final Terminal terminal;
  private final Stopwatch watch = new Stopwatch();

  Shutdown(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  /** True when anything was running. */
  @SuppressWarnings("try") // locks are only held
  boolean run() throws IOException {
    boolean any = false;
    try (var held = suite.lock()) {
      suite.want(false); // from here on no runbook restarts anything
      for (Map.Entry<ServiceProcess, Optional<ProcessIdentity>> asked : askAll().entrySet()) {
        ServiceProcess service = asked.getKey();
        try (RunLock alone = service.lock()) {
          boolean before = service.endedAtLeisure(asked.getValue());
          boolean meanwhile = service.stop(); // one that a runbook has just started
          if (before || meanwhile) {
            any = true;
            ended(service.service().title());
          }
        }
      }
      if (suite.platform().stop()) {
        any = true;
        ended(PlatformProcess.TITLE);
      }
    }
    return any;
  }

  /** So that all end at the same time. */
  private Map<ServiceProcess, Optional<ProcessIdentity>> askAll() throws IOException {
    Map<ServiceProcess, Optional<ProcessIdentity>> asked = new LinkedHashMap<>();
    boolean archives = false;
    for (ServiceProcess service : suite.services()) {
      Optional<ProcessIdentity> process = service.running();
      archives |= service.willArchive();
      process.ifPresent(ProcessIdentity::terminate);
      asked.put(service, process);
    }
    if (archives) {
      terminal.say(
          "  Once after a build the services write class archives now, for quicker starts.");
    }
    return asked;
  }

  private void ended(String part) {
    terminal.progress(part, "ended", watch.elapsed());
  }
}
