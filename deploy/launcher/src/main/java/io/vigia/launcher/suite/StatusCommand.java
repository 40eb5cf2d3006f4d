package io.vigia.launcher.suite;

import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.process.Memory;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = "Shows each part; the exit code is 0 only when all are ready.")
public final class StatusCommand implements Callable<Integer> {

  private static final String ROW = "%-20s %-8s %-6s %-13s %-8s %s";
  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter EARLIER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Suite suite;
  private final Terminal terminal;

  public StatusCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.exists(suite.installation().suiteKey())) {
      terminal.say("Nothing was ever started in %s.", suite.installation().home());
      return ExitCode.FAILED.number();
    }
    Ports ports = suite.ports();
    Readiness readiness = new Readiness(ports, Keys.read(suite.installation()).suite());
    terminal.say(ROW, "PART", "PID", "PORT", "STATE", "MEMORY", "SINCE");
    boolean all = platform();
    for (ServiceProcess service : suite.services()) {
      Optional<ProcessIdentity> process = service.running();
      String state = process.isEmpty() ? "down" : state(readiness, service);
      row(
          service.service().title(),
          process,
          String.valueOf(ports.of(service.service())),
          state,
          process.map(found -> Memory.of(found.pid())).orElse(0L));
      all &= state.equals("ready");
    }
    return (all ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private boolean platform() throws IOException {
    boolean ready = suite.platform().ready().isPresent();
    Optional<ProcessIdentity> process = suite.platform().process();
    row(
        PlatformProcess.TITLE,
        process,
        "",
        ready ? "ready" : process.isPresent() ? "not ready" : "down",
        process.map(found -> Memory.of(found.pid()) + Memory.ofChildren(found.pid())).orElse(0L));
    return ready;
  }

  private static String state(Readiness readiness, ServiceProcess service) {
    if (readiness.ready(service.service())) {
      return "ready";
    }
    return readiness.live(service.service()) ? "live" : "not answering";
  }

  private void row(
      String part, Optional<ProcessIdentity> process, String port, String state, long memory) {
    terminal.say(
        ROW,
        part,
        process.map(found -> String.valueOf(found.pid())).orElse("-"),
        port,
        state,
        process.isPresent() ? Terminal.megabytes(memory) : "-",
        process.flatMap(ProcessIdentity::since).map(StatusCommand::since).orElse("-"));
  }

  private static String since(Instant start) {
    boolean recent = start.isAfter(Instant.now().minus(12, ChronoUnit.HOURS));
    return (recent ? TODAY : EARLIER).format(start);
  }
}
