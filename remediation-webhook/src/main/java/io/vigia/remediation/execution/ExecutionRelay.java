package io.vigia.remediation.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.contracts.RemediationOutcome;
import io.vigia.kit.store.LostLease;
import io.vigia.remediation.execution.Execution.Status;
import io.vigia.remediation.guard.GuardChain;
import io.vigia.remediation.runbook.Runbook;
import io.vigia.remediation.runbook.Runbook.Part;
import io.vigia.remediation.runbook.RunbookWiring;
import io.vigia.remediation.step.Step;
import io.vigia.remediation.step.Step.Task;
import io.vigia.remediation.verify.Probe;
import io.vigia.remediation.verify.Probe.Look;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Sees one execution through: decide → act → verify → outcome, each saved before the next. */
@ApplicationScoped
class ExecutionRelay {

  private static final Logger LOG = Logger.getLogger(ExecutionRelay.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int MAX_ATTEMPTS = 3;

  private final ExecutionStore store;
  private final DecisionStore decisions;
  private final RunbookWiring runbooks;
  private final GuardChain guards;
  private final Map<String, Step> steps;
  private final Map<String, Probe> probes;
  private final RemediationLogSchedule log;
  private final MeterRegistry metrics;
  private final Clock clock;

  ExecutionRelay(
      ExecutionStore store,
      DecisionStore decisions,
      RunbookWiring runbooks,
      GuardChain guards,
      @All List<Step> steps,
      @All List<Probe> probes,
      RemediationLogSchedule log,
      MeterRegistry metrics,
      Clock clock) {
    this.store = store;
    this.decisions = decisions;
    this.runbooks = runbooks;
    this.guards = guards;
    this.steps = steps.stream().collect(Collectors.toMap(Step::type, Function.identity()));
    this.probes = probes.stream().collect(Collectors.toMap(Probe::type, Function.identity()));
    this.log = log;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Takes it up where it stands: steps that a crash cut short are done again, which they must bear.
   */
  Uni<Void> run(Execution e) {
    Optional<Runbook> runbook = runbooks.named(e.runbook());
    if (runbook.isEmpty()) {
      return finish(
          e.decided(Status.DENIED, "unknown-runbook", unknown(e.runbook()), clock.instant()));
    }
    if (e.attempts() > MAX_ATTEMPTS) {
      return finish(
          e.ended(Status.FAILED, "given up after " + MAX_ATTEMPTS + " attempts", false, null));
    }
    return decide(e, runbook.get())
        .chain(
            decided ->
                decided.status() == Status.DENIED ? done(decided) : act(decided, runbook.get()))
        .onFailure(LostLease.class)
        .recoverWithUni(
            lost -> {
              LOG.warn(lost.getMessage());
              return Uni.createFrom().voidItem();
            });
  }

  private Uni<Execution> decide(Execution e, Runbook runbook) {
    if (e.actedAt() != null) {
      return Uni.createFrom().item(e); // what is left is to look, which needs no leave
    }
    return decisions.decide(
        e,
        (tx, circumstances) -> {
          Instant now = clock.instant();
          Execution decided =
              guards
                  .check(runbook, e.target(), circumstances, now)
                  .map(no -> e.decided(Status.DENIED, no.code(), no.reason(), now))
                  .orElseGet(() -> e.decided(Status.RUNNING, "allowed", "every guard agreed", now));
          return store
              .save(tx, decided, decided.decision(), decided.reason(), now)
              .replaceWith(decided);
        });
  }

  private Uni<Void> act(Execution e, Runbook runbook) {
    if (e.actedAt() != null) {
      return verify(e, runbook);
    }
    var done = new ArrayList<RemediationOutcome.Step>();
    return Multi.createFrom()
        .iterable(runbook.steps())
        .onItem()
        .transformToUniAndConcatenate(
            part ->
                anyFailed(done)
                    ? Uni.createFrom().nullItem()
                    : store
                        .leases()
                        .confirm(e.id(), e.token())
                        .chain(() -> act(e, part))
                        .invoke(done::add))
        .collect()
        .asList()
        .chain(
            all -> {
              Instant now = clock.instant();
              Execution acted = e.acted(done, now);
              if (anyFailed(done)) {
                String why = done.get(done.size() - 1).detail();
                return finish(acted.ended(Status.FAILED, why, false, null));
              }
              String detail =
                  done.stream()
                      .map(RemediationOutcome.Step::detail)
                      .collect(Collectors.joining("; "));
              return store.save(acted, "acted", detail, now).chain(() -> verify(acted, runbook));
            });
  }

  private Uni<RemediationOutcome.Step> act(Execution e, Part part) {
    Instant begun = clock.instant();
    var task = new Task(e.id().toString(), e.runbook(), e.target(), e.alert().name());
    return Uni.createFrom()
        .deferred(() -> strategy(steps, part).act(task, part.settings()))
        .map(said -> step(part, true, said, begun))
        .onFailure()
        .recoverWithItem(failure -> step(part, false, String.valueOf(failure.getMessage()), begun));
  }

  private RemediationOutcome.Step step(Part part, boolean ok, String detail, Instant begun) {
    return new RemediationOutcome.Step(part.type(), ok, detail, begun, clock.instant());
  }

  private Uni<Void> verify(Execution e, Runbook runbook) {
    if (runbook.verify().isEmpty()) {
      return finish(
          e.ended(Status.SUCCEEDED, "done; the runbook has no verification", false, null));
    }
    return Multi.createFrom()
        .iterable(runbook.verify())
        .onItem()
        .transformToUniAndConcatenate(part -> untilWell(e, part))
        .collect()
        .asList()
        .chain(
            looks -> {
              Instant now = clock.instant();
              String what = looks.stream().map(Look::what).collect(Collectors.joining("; "));
              return looks.stream().allMatch(Look::well)
                  ? finish(e.ended(Status.SUCCEEDED, what, true, now))
                  : finish(e.ended(Status.FAILED, "not verified: " + what, false, null));
            });
  }

  private Uni<Look> untilWell(Execution e, Part part) {
    Probe probe = strategy(probes, part);
    Instant deadline = clock.instant().plus(probe.within(part.settings()));
    return look(probe, e.target(), part, deadline);
  }

  private Uni<Look> look(Probe probe, String target, Part part, Instant deadline) {
    return Uni.createFrom()
        .deferred(() -> probe.look(target, part.settings()))
        .onFailure()
        .recoverWithItem(failure -> new Look(false, String.valueOf(failure.getMessage())))
        .chain(
            look ->
                look.well() || clock.instant().isAfter(deadline)
                    ? Uni.createFrom().item(look)
                    : Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(BETWEEN_LOOKS)
                        .chain(() -> look(probe, target, part, deadline)));
  }

  private Uni<Void> finish(Execution ended) {
    String what = ended.status().name().toLowerCase(Locale.ROOT);
    return store.save(ended, what, ended.reason(), clock.instant()).chain(() -> done(ended));
  }

  private Uni<Void> done(Execution ended) {
    ExecutionMetrics.record(metrics, ended);
    LOG.infof(
        "%s on %s for %s: %s (%s) %s",
        ended.runbook(),
        ended.target(),
        ended.episode(),
        ended.status().name().toLowerCase(Locale.ROOT),
        ended.decision(),
        ended.reason());
    log.nudge();
    return Uni.createFrom().voidItem();
  }

  private String unknown(String runbook) {
    String known = runbooks.all().stream().map(Runbook::name).collect(Collectors.joining(", "));
    return "there is no runbook '" + runbook + "'; there are " + known;
  }

  private static <T> T strategy(Map<String, T> known, Part part) {
    T strategy = known.get(part.type());
    if (strategy == null) {
      throw new IllegalStateException("the runbook was checked: " + part.type());
    }
    return strategy;
  }

  private static boolean anyFailed(List<RemediationOutcome.Step> steps) {
    return steps.stream().anyMatch(step -> !step.ok());
  }
}
