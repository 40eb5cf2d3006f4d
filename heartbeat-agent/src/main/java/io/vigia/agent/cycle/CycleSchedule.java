package io.vigia.agent.cycle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.agent.AgentConfig;
import io.vigia.agent.cycle.Round.Seen;
import io.vigia.agent.cycle.Round.Self;
import io.vigia.agent.debounce.Condition;
import io.vigia.agent.probe.Finding;
import io.vigia.agent.probe.HostSource;
import io.vigia.agent.probe.Probe;
import io.vigia.agent.spool.SpoolRelay;
import io.vigia.agent.target.Target;
import io.vigia.agent.target.TargetsWiring;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.loop.LoopSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Runs a cycle at every whole multiple of the interval on the clock. */
@ApplicationScoped
class CycleSchedule {

  private static final Logger LOG = Logger.getLogger(CycleSchedule.class);

  private final TargetsWiring targets;
  private final Map<String, Probe> probes = new HashMap<>();
  private final HostSource host;
  private final CycleStore store;
  private final EventMapper events;
  private final SpoolRelay relay;
  private final AgentConfig config;
  private final Clock clock;
  private final Self self;
  private final Timer duration;
  private final Counter missed;
  private final LoopSchedule loop;
  private final Map<String, Condition> states = new ConcurrentHashMap<>();
  private long sequence;
  private volatile Instant lastEnd = Instant.EPOCH;
  private Instant nextDue = Instant.EPOCH;

  CycleSchedule(
      TargetsWiring targets,
      @All List<Probe> probes,
      HostSource host,
      CycleStore store,
      EventMapper events,
      SpoolRelay relay,
      AgentConfig config,
      Clock clock,
      Self self,
      MeterRegistry metrics) {
    this.targets = targets;
    probes.forEach(probe -> probe.schemes().forEach(scheme -> this.probes.put(scheme, probe)));
    this.host = host;
    this.store = store;
    this.events = events;
    this.relay = relay;
    this.config = config;
    this.clock = clock;
    this.self = self;
    this.duration = metrics.timer("vigia_cycle_duration");
    this.missed = metrics.counter("vigia_cycles_missed_total");
    this.loop = new LoopSchedule("cycle", this.config.interval(), this::pass);
  }

  void start(@Observes StartupEvent event) {
    lastEnd = clock.instant();
    states.putAll(store.states());
    var departure = Departure.of(states, store.firing(), targets.all(), self, lastEnd);
    Instant now = lastEnd;
    store.save(departure, end -> events.outgoing(end, now));
    states.keySet().removeAll(departure.gone());
    sequence = store.lastSequence();
    nextDue = Alignment.next(lastEnd, config.interval());
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  Map<String, Condition> states() {
    return Map.copyOf(states);
  }

  /**
   * When the last cycle ended, or the agent started; long ago means that the agent does not do its
   * work.
   */
  Instant lastEnd() {
    return lastEnd;
  }

  private Uni<Duration> pass() {
    Instant now = clock.instant();
    if (Duration.between(now, nextDue).compareTo(config.interval()) > 0) {
      LOG.warnf("the clock was set back: next cycle at %s was far away", nextDue);
      nextDue = Alignment.next(now, config.interval());
    }
    Instant due = nextDue;
    if (now.isBefore(due)) {
      return Uni.createFrom().item(Duration.between(now, due));
    }
    return cycle(due).onTermination().invoke(() -> plan(due)).map(done -> untilNext());
  }

  private void plan(Instant due) {
    Instant next = Alignment.next(clock.instant(), config.interval());
    long skipped = Duration.between(due, next).dividedBy(config.interval()) - 1;
    if (skipped > 0) {
      missed.increment(skipped);
      LOG.warnf("%d cycles were missed since %s", skipped, due);
    }
    nextDue = next;
  }

  private Duration untilNext() {
    return Duration.between(clock.instant(), nextDue);
  }

  private Uni<Void> cycle(Instant due) {
    List<Target> all = targets.all();
    return Uni.join()
        .all(all.stream().map(this::look).toList())
        .andFailFast()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .invoke(findings -> conclude(due, all, findings))
        .replaceWithVoid();
  }

  private Uni<Finding> look(Target target) {
    Probe probe = probes.get(target.url().getScheme());
    if (probe == null) {
      return Uni.createFrom()
          .item(Finding.unwell(Duration.ZERO, "no probe for " + target.url().getScheme()));
    }
    Duration timeout = config.timeout();
    return Uni.createFrom()
        .deferred(() -> probe.look(target, timeout))
        .ifNoItem()
        .after(timeout.plusMillis(500))
        .recoverWithItem(Finding.unwell(timeout, "Timeout"))
        .onFailure()
        .recoverWithItem(e -> Finding.unwell(Duration.ZERO, e.getClass().getSimpleName()));
  }

  private void conclude(Instant due, List<Target> all, List<Finding> findings) {
    var byTarget = new LinkedHashMap<Target, Finding>();
    for (int i = 0; i < all.size(); i++) {
      byTarget.put(all.get(i), findings.get(i));
    }
    Instant end = clock.instant();
    var seen = new Seen(sequence + 1, due, end, config.interval(), byTarget, host.now());
    Round round = Round.of(seen, states, config.threshold(), self);
    store.save(round, event -> events.outgoing(event, end));
    sequence++;
    states.putAll(round.states());
    lastEnd = end;
    duration.record(Duration.between(due, end));
    relay.nudge();
    if (sequence % 360 == 0) {
      store.forgetBefore(end.minus(config.retention()));
    }
  }
}
