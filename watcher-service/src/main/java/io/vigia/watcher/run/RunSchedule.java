package io.vigia.watcher.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.run.RunStore.Due;
import io.vigia.watcher.run.RunStore.Finished;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.verdict.Verdict;
import io.vigia.watcher.watch.Delay;
import io.vigia.watcher.watch.Watcher;
import io.vigia.watcher.watch.WatcherStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Claims due watchers under leases and sees each run through. */
@ApplicationScoped
class RunSchedule {

  private static final Logger LOG = Logger.getLogger(RunSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration HISTORY = Duration.ofDays(7);
  private static final int CONCURRENCY = 8;

  private final RunStore store;
  private final WatcherStore watchers;
  private final Map<String, Template> templates;
  private final SearchClient search;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final boolean byItself;
  private final LoopSchedule loop = new LoopSchedule("watcher runs", PAUSE, this::pass);

  RunSchedule(
      RunStore store,
      WatcherStore watchers,
      @All List<Template> templates,
      SearchClient search,
      MeterRegistry metrics,
      Clock clock,
      @ConfigProperty(name = "vigia.watcher.loop", defaultValue = "true") boolean byItself) {
    this.byItself = byItself;
    this.store = store;
    this.watchers = watchers;
    this.templates =
        templates.stream().collect(Collectors.toMap(t -> t.card().name(), Function.identity()));
    this.search = search;
    this.metrics = metrics;
    this.clock = clock;
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    if (byItself) {
      loop.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  @Scheduled(every = "4s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> renew() {
    return store.leases().renew();
  }

  @Scheduled(every = "1h", delayed = "5m")
  Uni<Void> forget() {
    return store.forgetBefore(clock.instant().minus(HISTORY));
  }

  private Uni<Duration> pass() {
    int room = CONCURRENCY - store.leases().size();
    if (room <= 0) {
      return Uni.createFrom().item(LoopSchedule.IDLE);
    }
    Instant now = clock.instant();
    return store
        .leases()
        .renew()
        .chain(() -> store.enroll(now))
        .chain(() -> store.claim(now, room))
        .invoke(due -> due.forEach(this::dispatch))
        .replaceWith(LoopSchedule.IDLE);
  }

  private void dispatch(Due due) {
    store.leases().begin(due.watcher(), due.token());
    find(due)
        .chain(watcher -> run(due, watcher))
        .onTermination()
        .invoke(() -> store.leases().end(due.watcher(), due.token()))
        .subscribe()
        .with(
            done -> loop.nudge(),
            failure ->
                LOG.warnf("watcher %s waits for its lease: %s", due.watcher(), failure.toString()));
  }

  /** Hibernate Reactive wants a Vert.x context of its own, which a worker thread gives it. */
  private Uni<Watcher> find(Due due) {
    return Uni.createFrom()
        .item(() -> await(due))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Watcher await(Due due) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> watchers.find(due.watcher()))
          .orElseThrow(() -> new IllegalStateException("it was removed"));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private Uni<Void> run(Due due, Watcher watcher) {
    long begun = System.nanoTime();
    Inquiry inquiry = inquiry(watcher, due.at());
    Plan plan = Plan.of(List.of(inquiry));
    var query = plan.body();
    var definition = watcher.definition();
    return search
        .search(
            new Search(
                definition.cluster(),
                definition.index(),
                query,
                definition.timeout(),
                Search.Lane.FAST))
        .<Verdict>map(
            answer ->
                new Verdict.Known(
                    inquiry.read(plan.buckets(0, answer), Set.of()).findings().get(0).reading()))
        .onFailure(Unanswered.class)
        .recoverWithItem(
            e -> new Verdict.Unknown(((Unanswered) e).reason(), String.valueOf(e.getMessage())))
        .chain(
            verdict -> {
              Duration took = Duration.ofNanos(System.nanoTime() - begun);
              metrics
                  .counter(
                      "vigia_watcher_runs_total",
                      "template",
                      watcher.definition().template(),
                      "verdict",
                      verdict.word())
                  .increment();
              Instant now = clock.instant();
              return store.finish(
                  finished(due, watcher, verdict, took, query.toString(), now), now);
            });
  }

  private static Finished finished(
      Due due, Watcher watcher, Verdict verdict, Duration took, String query, Instant now) {
    var step = due.state().on(verdict, due.at(), watcher.definition().forRuns());
    step.change().ifPresent(c -> LOG.infof("%s: %s", watcher.definition().name(), verdict));
    Duration every = watcher.definition().rhythm().period();
    long missed = Math.max(0, Duration.between(due.at(), now).dividedBy(every));
    return new Finished(
        due,
        watcher.tenant(),
        took,
        verdict.word(),
        verdict instanceof Verdict.Known known ? known.reading().value() : null,
        verdict.explanation(),
        query,
        step.next(),
        due.at().plus(every.multipliedBy(missed + 1)),
        step.change().stream().map(c -> WatcherAlert.of(watcher, c, now)).toList());
  }

  private Inquiry inquiry(Watcher watcher, Instant due) {
    var definition = watcher.definition();
    Template template = templates.get(definition.template());
    if (template == null) {
      throw new IllegalStateException("there is no template " + definition.template());
    }
    Duration delay = definition.delay() instanceof Delay.Fixed fixed ? fixed.time() : Duration.ZERO;
    Instant to = due.minus(delay);
    return new Inquiry(
        definition,
        template,
        new Window(definition.timestamp(), to.minus(definition.window()), to));
  }
}
