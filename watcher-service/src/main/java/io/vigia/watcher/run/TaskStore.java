package io.vigia.watcher.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.run.KeyStore.Believed;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.TemplateStore;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.verdict.Closed;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Watcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Gathers all that a run needs to begin. */
@ApplicationScoped
class TaskStore {

  private static final Logger LOG = Logger.getLogger(TaskStore.class);

  /** What is due, and what it is. */
  record Called(Due due, Watcher watcher) {}

  private final LoadedStore watchers;
  private final TemplateStore templates;
  private final KeyStore keys;
  private final ClosedStore closed;
  private final LagClient lag;
  private final Clock clock;

  TaskStore(
      LoadedStore watchers,
      TemplateStore templates,
      KeyStore keys,
      ClosedStore closed,
      LagClient lag,
      Clock clock) {
    this.watchers = watchers;
    this.templates = templates;
    this.keys = keys;
    this.closed = closed;
    this.lag = lag;
    this.clock = clock;
  }

  /**
   * A task for each that is due, but for watchers that were removed meanwhile; for a later due time
   * where this one is older than the definition cares for.
   */
  Uni<List<Task>> of(List<Due> due) {
    Instant now = clock.instant();
    return watchers
        .of(due.stream().collect(Collectors.toMap(Due::watcher, Due::version)))
        .chain(
            known -> {
              var called =
                  due.stream()
                      .flatMap(each -> called(each, known.get(each.watcher()), now).stream())
                      .toList();
              return Uni.combine()
                  .all()
                  .unis(keys.of(known.keySet()), closed.of(called), delays(known))
                  .asTuple()
                  .map(
                      t ->
                          called.stream()
                              .map(each -> task(each, t.getItem1(), t.getItem2(), t.getItem3()))
                              .toList());
            });
  }

  private static Optional<Called> called(Due due, @Nullable Watcher watcher, Instant now) {
    if (watcher == null) {
      return Optional.empty();
    }
    var definition = watcher.definition();
    if (due.judged() > 0 && due.judged() != watcher.version() && !definition.late().isZero()) {
      LOG.infof("%s has changed: what closed before is not looked at again", definition.name());
    }
    Instant at = Timing.begin(definition, due.at(), now);
    return Optional.of(new Called(due.instead(at), watcher));
  }

  private Uni<Map<UUID, Duration>> delays(Map<UUID, Watcher> known) {
    var delays = new ConcurrentHashMap<UUID, Duration>();
    return Multi.createFrom()
        .iterable(known.values())
        .onItem()
        .transformToUniAndMerge(
            watcher ->
                lag.delay(watcher.definition()).invoke(delay -> delays.put(watcher.id(), delay)))
        .collect()
        .last()
        .replaceWith(delays);
  }

  private Task task(
      Called called,
      Believed believed,
      Map<UUID, List<Closed>> closed,
      Map<UUID, Duration> delays) {
    Due due = called.due();
    Watcher watcher = called.watcher();
    Definition definition = watcher.definition();
    Template template = template(watcher, believed.complaints().get(watcher.id()));
    Duration delay = delays.getOrDefault(watcher.id(), Duration.ZERO);
    var inquiry =
        new Inquiry(
            definition, template, Timing.window(definition, due.at(), delay, due.askedUntil()));
    return new Task(
        due,
        watcher,
        inquiry,
        closed.getOrDefault(watcher.id(), List.of()).stream().map(c -> again(inquiry, c)).toList(),
        believed.states().getOrDefault(watcher.id(), Map.of()));
  }

  private Template template(Watcher watcher, @Nullable String complaint) {
    String name = watcher.definition().template();
    return complaint != null
        ? new MissingTemplate(name, complaint)
        : templates
            .find(watcher.tenant(), name)
            .filter(found -> watcher.complaint() == null)
            .orElseGet(() -> MissingTemplate.of(watcher));
  }

  private static Task.Recheck again(Inquiry inquiry, Closed closed) {
    var window = new Window(inquiry.definition().timestamp(), closed.from(), closed.to());
    return new Task.Recheck(inquiry.about(window), closed);
  }
}
