package io.vigia.agent.page;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.agent.page.Paging.Page;
import io.vigia.kit.loop.LoopSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Pages what is due; each event until the webhook took it, and never after. */
@ApplicationScoped
class PageSchedule {

  private static final Logger LOG = Logger.getLogger(PageSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Sent side by side; the others come with the next pass. */
  private static final int BATCH = 8;

  private final PageStore store;
  private final PageNotifier webhook;
  private final PageConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final LoopSchedule loop = new LoopSchedule("page", PAUSE, this::pass);

  PageSchedule(
      PageStore store,
      PageNotifier webhook,
      PageConfig config,
      Clock clock,
      MeterRegistry metrics) {
    this.store = store;
    this.webhook = webhook;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    return onWorker(this::due)
        .chain(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().item(LoopSchedule.IDLE)
                    : Uni.join()
                        .all(due.stream().map(this::page).toList())
                        .andCollectFailures()
                        .replaceWith(LoopSchedule.AGAIN));
  }

  private List<Page> due() {
    Instant now = clock.instant();
    var paging = Paging.of(store.all(), now, config.url().map(url -> config.after()));
    store.forget(paging.gone());
    List<Page> due = paging.due().stream().limit(BATCH).toList();
    due.forEach(page -> store.trying(page.told(), now.plus(page.told().pause())));
    return due;
  }

  private Uni<Void> page(Page page) {
    Told told = page.told();
    return webhook
        .send(config.url().orElseThrow(), told)
        .chain(() -> onWorker(() -> taken(page)))
        .onFailure()
        .invoke(failure -> refused(page, failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private boolean taken(Page page) {
    store.paged(page.told().id());
    metrics.counter("vigia_pages_total", "result", "taken").increment();
    LOG.infof("paged %s of %s: %s", status(page), page.told().target(), page.why());
    return true;
  }

  private void refused(Page page, Throwable failure) {
    metrics.counter("vigia_pages_total", "result", "refused").increment();
    LOG.warnf(
        "the page %s of %s (%s) was not taken, again in %s: %s",
        status(page), page.told().target(), page.why(), page.told().pause(), failure.getMessage());
  }

  private static String status(Page page) {
    return page.told().fires() ? "firing" : "resolved";
  }

  private static <T> Uni<T> onWorker(Supplier<T> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
