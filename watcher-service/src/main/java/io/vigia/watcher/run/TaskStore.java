package io.vigia.watcher.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.TemplateStore;
import io.vigia.watcher.verdict.WatchState;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Watcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers all that a run needs to begin. */
@ApplicationScoped
class TaskStore {

  private final LoadedStore watchers;
  private final TemplateStore templates;
  private final KeyStore keys;
  private final HistoryStore history;
  private final LagClient lag;

  TaskStore(
      LoadedStore watchers,
      TemplateStore templates,
      KeyStore keys,
      HistoryStore history,
      LagClient lag) {
    this.watchers = watchers;
    this.templates = templates;
    this.keys = keys;
    this.history = history;
    this.lag = lag;
  }

  /** A task for each that is due, but for watchers that were removed meanwhile. */
  Uni<List<Task>> of(List<Due> due) {
    var versions = due.stream().collect(Collectors.toMap(Due::watcher, Due::version));
    return watchers
        .of(versions)
        .chain(
            known -> {
              var there = due.stream().filter(d -> known.containsKey(d.watcher())).toList();
              return Uni.combine()
                  .all()
                  .unis(
                      keys.of(versions.keySet()),
                      history.breached(closed(there, known)),
                      delays(known))
                  .asTuple()
                  .map(
                      t ->
                          there.stream()
                              .map(
                                  d ->
                                      task(
                                          d,
                                          known.get(d.watcher()),
                                          t.getItem1(),
                                          t.getItem2(),
                                          t.getItem3()))
                              .toList());
            });
  }

  private static Map<UUID, Instant> closed(List<Due> due, Map<UUID, Watcher> known) {
    var runs = new HashMap<UUID, Instant>();
    for (Due each : due) {
      Watcher watcher = known.get(each.watcher());
      if (watcher != null && !watcher.definition().late().isZero()) {
        runs.put(each.watcher(), Timing.closed(watcher.definition(), each.at()));
      }
    }
    return runs;
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
      Due due,
      @Nullable Watcher watcher,
      Map<UUID, Map<Key, WatchState>> states,
      Map<UUID, Set<Key>> breached,
      Map<UUID, Duration> delays) {
    if (watcher == null) {
      throw new IllegalArgumentException("watcher " + due.watcher() + " is not loaded");
    }
    Definition definition = watcher.definition();
    Template template =
        templates
            .find(watcher.tenant(), definition.template())
            .orElseGet(() -> new MissingTemplate(definition.template()));
    Duration delay = delays.getOrDefault(watcher.id(), Duration.ZERO);
    var inquiry =
        new Inquiry(
            definition, template, Timing.window(definition, due.at(), delay, due.askedUntil()));
    return new Task(
        due,
        watcher,
        inquiry,
        Optional.ofNullable(breached.get(watcher.id()))
            .map(
                then -> {
                  Instant closed = Timing.closed(definition, due.at());
                  return new Task.Recheck(
                      closed, inquiry.about(Timing.window(definition, closed, delay, null)), then);
                }),
        states.getOrDefault(watcher.id(), Map.of()));
  }
}
