package io.vigia.launcher.demo;

import io.vigia.launcher.home.Service;
import io.vigia.launcher.home.StarterFiles;
import io.vigia.launcher.process.LogFile;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.suite.Execution;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A killed service is seen, told once, repaired, verified, and told to be well again. */
final class RepairStory {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long ECHO_MILLIS = 2_000;

  private final Suite suite;
  private final Terminal terminal;
  private final Repair repair;
  private final Cleanup cleanup;

  RepairStory(Suite suite, Terminal terminal, Repair repair, Cleanup cleanup) {
    this.suite = suite;
    this.terminal = terminal;
    this.repair = repair;
    this.cleanup = cleanup;
  }

  void tell(Service victim) throws IOException {
    if (repair.client().killSwitchIsOn()) {
      throw Failure.failed("the kill switch is on, so nothing is repaired: switch it off first");
    }
    WebhookReceiver receiver = new WebhookReceiver(victim);
    cleanup.add(receiver::close);
    listen(receiver);
    terminal.say("A webhook receiver of its own listens on %s.", receiver.address());
    Timeline timeline = new Timeline(terminal);
    timeline.tell("kill -9 %s (pid %d)".formatted(victim.title(), repair.kill().pid()));
    timeline.await(
        LIMIT,
        List.of(
            repair.detected(),
            receiver.told("firing"),
            repair.requested(),
            repair.verified(),
            receiver.told("resolved")));
    timeline.await(LIMIT, List.of(repair.ready()));
    Pause.millis(ECHO_MILLIS); // a second notification would come now
    conclude(timeline, receiver);
  }

  private void listen(WebhookReceiver receiver) throws IOException {
    Path file = StarterFiles.addWebhook(suite.installation(), "demo", receiver.address());
    cleanup.add(
        () -> {
          Files.deleteIfExists(file);
          repair.client().reload();
        });
    repair.client().reload();
  }

  private void conclude(Timeline timeline, WebhookReceiver receiver) throws IOException {
    long firing = receiver.count("firing");
    long resolved = receiver.count("resolved");
    terminal.say("");
    timeline.table();
    Optional<Execution> execution = repair.execution();
    execution.ifPresent(found -> terminal.say("  By the audit: %s.", phases(found)));
    terminal.say("  The webhook was told firing %d and resolved %d times.", firing, resolved);
    LogFile.tail(suite.installation().remediationLog(), 1)
        .forEach(line -> terminal.say("  remediation_log.txt: %s", line));
    if (firing != 1 || resolved != 1) {
      throw Failure.failed("the webhook should have been told once each");
    }
    terminal.say("The story held.");
  }

  private static String phases(Execution execution) {
    return execution.durations().entrySet().stream()
        .map(phase -> phase.getKey() + " " + Terminal.seconds(phase.getValue()).strip())
        .collect(Collectors.joining(", "));
  }
}
