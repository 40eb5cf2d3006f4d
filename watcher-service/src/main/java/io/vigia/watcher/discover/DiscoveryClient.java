package io.vigia.watcher.discover;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import io.vigia.watcher.discover.DiscoveryStore.Look;
import io.vigia.watcher.fresh.MonitorForm;
import io.vigia.watcher.fresh.MonitorStore;
import io.vigia.watcher.fresh.MonitorStore.Writing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Looks at one source, plans, and carries the plan out if that is wanted. */
@ApplicationScoped
class DiscoveryClient {

  private static final Logger LOG = Logger.getLogger(DiscoveryClient.class);
  private static final String AUTHOR = "discovery";

  private final Map<String, DiscoverySource> byKind;
  private final MonitorStore monitors;
  private final DiscoveryStore store;
  private final Clock clock;

  DiscoveryClient(
      @All List<DiscoverySource> sources,
      MonitorStore monitors,
      DiscoveryStore store,
      Clock clock) {
    this.byKind =
        sources.stream().collect(Collectors.toMap(DiscoverySource::kind, Function.identity()));
    this.monitors = monitors;
    this.store = store;
    this.clock = clock;
  }

  /** What a look at it would change. A source that fails is a plan with a complaint. */
  Uni<DiscoveryPlan> plan(String name, SourceConfig source) {
    return look(source)
        .chain(
            findings ->
                monitors
                    .holders(
                        source.tenant(),
                        findings.found().stream().map(Found::name).toList(),
                        origin(name))
                    .map(holders -> DiscoveryPlan.of(name, origin(name), findings, holders)))
        .onFailure()
        .recoverWithItem(e -> DiscoveryPlan.failed(name, words(e)));
  }

  /** Carries it out; what cannot be added is told in the complaint and hinders nothing else. */
  Uni<DiscoveryPlan> apply(SourceConfig source, DiscoveryPlan plan) {
    var by = new Writing(source.tenant(), AUTHOR, origin(plan.source()));
    var refused = new ArrayList<String>();
    return each(
            plan.add(),
            one -> attempt(one.name(), refused, monitors.add(by, one.name(), form(one, source))))
        .chain(
            () ->
                each(plan.enable(), name -> attempt(name, refused, monitors.gone(by, name, false))))
        .chain(
            () ->
                each(plan.disable(), name -> attempt(name, refused, monitors.gone(by, name, true))))
        .map(done -> plan.complaining(refused))
        .call(done -> store.save(source.tenant(), look(done)));
  }

  private Uni<Findings> look(SourceConfig source) {
    DiscoverySource strategy = byKind.get(source.kind());
    return strategy == null
        ? Uni.createFrom()
            .failure(
                new IllegalArgumentException(
                    "kind: '" + source.kind() + "' is none of " + byKind.keySet()))
        : strategy.look(source).ifNoItem().after(source.timeout().multipliedBy(2)).fail();
  }

  private Look look(DiscoveryPlan plan) {
    return new Look(
        plan.source(),
        clock.instant(),
        plan.found(),
        plan.add().size(),
        plan.disable().size(),
        plan.complaint());
  }

  private static MonitorForm form(Found one, SourceConfig source) {
    return DiscoveredMapper.form(one, source.defaults());
  }

  private static Uni<Void> attempt(String name, List<String> refused, Uni<Void> work) {
    return work.onFailure(Refusal.class)
        .invoke(e -> refused.add(name + ": " + ((Refusal) e).problem().detail()))
        .onFailure(Refusal.class)
        .recoverWithNull();
  }

  private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> work) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(one -> work.apply(one).replaceWith(true))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  static String origin(String source) {
    return "discovery:" + source;
  }

  private static String words(Throwable e) {
    LOG.debug("discovery", e);
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.replaceAll("://[^/@\\s]*@", "://***@");
  }
}
