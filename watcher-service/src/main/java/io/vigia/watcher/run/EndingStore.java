package io.vigia.watcher.run;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.OutboxStore;
import io.vigia.watcher.ask.Evidence;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.deliver.NoticeStore;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.WatchState;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.watch.OpenAlertStore;
import io.vigia.watcher.watch.Rhythm;
import io.vigia.watcher.watch.Watcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tells the end of what watchers began that are deleted or disabled: nobody else would. */
@ApplicationScoped
class EndingStore implements OpenAlertStore {

  private static final int MAX = 200;

  private final Pool pool;
  private final LoadedStore watchers;
  private final KeyStore keys;
  private final OutboxStore outbox;
  private final NoticeStore notices;
  private final EventMapper events;
  private final Clock clock;

  EndingStore(
      Pool pool,
      LoadedStore watchers,
      KeyStore keys,
      OutboxStore outbox,
      NoticeStore notices,
      EventMapper events,
      Clock clock) {
    this.pool = pool;
    this.watchers = watchers;
    this.keys = keys;
    this.outbox = outbox;
    this.notices = notices;
    this.events = events;
    this.clock = clock;
  }

  /** A run that is under way ends before or counts no more. */
  @Override
  public Uni<Void> end(SqlConnection tx, List<UUID> ids, String why) {
    return tx.preparedQuery(
            "select 1 from watcher_state where watcher = any($1) order by watcher for update")
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .chain(() -> free(tx, ids))
        .chain(() -> keys.of(tx, ids))
        .chain(
            believed ->
                believed.states().isEmpty()
                    ? Uni.createFrom().voidItem()
                    : watchers
                        .of(tx, believed.states().keySet())
                        .chain(known -> tell(tx, known, believed.states(), why)));
  }

  private static Uni<Void> free(SqlConnection tx, List<UUID> ids) {
    return tx.preparedQuery(
            "update watcher_state set lease_owner = null, verdict = 'ok', breaches = 0"
                + " where watcher = any($1)")
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .replaceWithVoid();
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> endDisabled() {
    return restDisabled().chain(this::endWhatTheyBegan);
  }

  /** What comes due while a watcher is disabled is not to run when it is enabled again. */
  private Uni<Void> restDisabled() {
    return pool.preparedQuery(
            """
            with disabled as (
              select s.watcher from watcher_state s join watcher w on w.id = s.watcher
               where not w.enabled and s.next_run_at < $1
               order by s.watcher for update of s skip locked)
            update watcher_state s set next_run_at = $1, asked_until = null
              from disabled where s.watcher = disabled.watcher""")
        .execute(Tuple.of(ColumnMapper.at(Rhythm.NEVER)))
        .replaceWithVoid();
  }

  private Uni<Void> endWhatTheyBegan() {
    return pool.withTransaction(
        tx ->
            tx.query(
                    """
                    select distinct k.watcher from watcher_key k join watcher w on w.id = k.watcher
                     where not w.enabled limit %d"""
                        .formatted(MAX))
                .execute()
                .map(rows -> rows.stream().map(row -> row.getUUID("watcher")).toList())
                .chain(
                    ids ->
                        ids.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : end(tx, ids, "its watcher was disabled")
                                .chain(
                                    () ->
                                        tx.preparedQuery(
                                                "delete from watcher_key where watcher = any($1)")
                                            .execute(Tuple.of(ids.toArray(UUID[]::new)))
                                            .replaceWithVoid())));
  }

  private Uni<Void> tell(
      SqlConnection tx,
      Map<UUID, Watcher> known,
      Map<UUID, Map<Key, WatchState>> states,
      String why) {
    Instant now = clock.instant();
    var ends = new ArrayList<Telling>();
    states.forEach(
        (id, byKey) -> {
          Watcher watcher = known.get(id);
          if (watcher != null) {
            byKey.forEach(
                (key, state) -> ended(watcher, key, state, why, now).ifPresent(ends::add));
          }
        });
    return outbox
        .append(tx, ends.stream().map(e -> events.outgoing(e.id("alert"), e.alert(), now)).toList())
        .chain(() -> notices.append(tx, ends.stream().map(Telling::notice).toList()));
  }

  private static Optional<Telling> ended(
      Watcher watcher, Key key, WatchState state, String why, Instant now) {
    if (!(state instanceof WatchState.Firing firing)) {
      return Optional.empty();
    }
    var definition = watcher.definition();
    var window = Timing.window(definition, now, Duration.ZERO, null);
    var task =
        new Task(
            new Due(
                watcher.id(),
                now,
                0,
                watcher.version(),
                watcher.version(),
                "ok",
                false,
                null,
                null),
            watcher,
            new Inquiry(definition, MissingTemplate.of(watcher), window),
            List.of(),
            Map.of());
    var change = new Change.Ends(firing.since(), new Reading(null, false, why));
    return Optional.of(new Telling(task, key, change, Evidence.NONE, firing.labels(), now));
  }
}
