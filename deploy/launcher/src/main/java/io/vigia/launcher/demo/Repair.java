package io.vigia.launcher.demo;

import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.suite.Execution;
import io.vigia.launcher.suite.Readiness;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.suite.SuiteClient;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One service that is killed, and what can be seen of its repair from outside. */
public final class Repair {

  private final Suite suite;
  private final Service victim;
  private final SuiteClient client;
  private final Readiness readiness;
  private final Set<String> before;
  private @Nullable ProcessIdentity killed;

  /** Looks at what was there before the kill, so that old executions are told apart. */
  public Repair(Suite suite, Service victim) throws IOException {
    Ports ports = suite.ports();
    Keys keys = Keys.read(suite.installation());
    this.suite = suite;
    this.victim = victim;
    this.client = new SuiteClient(ports, keys.admin());
    this.readiness = new Readiness(ports, keys.suite());
    for (Service service : Service.values()) {
      if (!readiness.ready(service)) {
        throw Failure.refused(
            "%s is not ready, so there is nothing to show: see ./vigia status, run ./vigia up",
            service.title());
      }
    }
    if (client.isReportedDown(victim)) {
      throw Failure.refused(
          "an alert that %s is down still fires: wait until it is resolved", victim.title());
    }
    this.before = client.executions(victim).stream().map(Execution::id).collect(Collectors.toSet());
  }

  public SuiteClient client() {
    return client;
  }

  /** {@code kill -9}. */
  public ProcessIdentity kill() throws IOException {
    killed =
        suite
            .service(victim)
            .running()
            .orElseThrow(() -> Failure.failed("%s has no process", victim.title()));
    killed.kill();
    return killed;
  }

  public Milestone detected() {
    return Milestone.when(
        "heartbeat-agent saw it down, alert-router holds the alert",
        () -> client.isReportedDown(victim));
  }

  public Milestone requested() {
    return new Milestone(
        "remediation-webhook took it up",
        () -> execution().map(found -> "runbook " + found.runbook()));
  }

  /** Never reached when the repair is refused or fails: that ends the story with its reason. */
  public Milestone verified() {
    return new Milestone(
        "the runbook's own probe verified the repair",
        () -> {
          Optional<Execution> execution = execution();
          if (execution.isPresent() && (execution.get().denied() || execution.get().failed())) {
            throw Failure.failed(
                "the repair was %s: %s", execution.get().status(), execution.get().reason());
          }
          return execution.filter(Execution::succeeded).filter(Execution::verified).map(e -> "");
        });
  }

  public Milestone denied() {
    return new Milestone(
        "remediation-webhook refused to repair",
        () -> execution().filter(Execution::denied).map(Execution::reason));
  }

  public Milestone ready() {
    return Milestone.when(
        victim.title() + " is ready again",
        () ->
            suite.service(victim).running().filter(process -> !process.equals(killed)).isPresent()
                && readiness.ready(victim));
  }

  public Milestone resolved() {
    return Milestone.when("the alert is resolved", () -> !client.isReportedDown(victim));
  }

  /** The newest execution since the kill. */
  public Optional<Execution> execution() throws IOException {
    return client.executions(victim).stream()
        .filter(execution -> !before.contains(execution.id()))
        .findFirst();
  }
}
