package io.vigia.watcher.watch;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.watcher.watch.Change.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For other packages that make definitions: the same checks, limits and versions as for those that
 * come over the API. What a check refuses, and what belongs to a file of the watched folder, fails
 * with a refusal.
 */
@ApplicationScoped
public class EditStore {

  private final DefinitionStore store;
  private final Intake intake;
  private final DefinitionText text;

  EditStore(DefinitionStore store, Intake intake, DefinitionText text) {
    this.store = store;
    this.intake = intake;
    this.text = text;
  }

  /**
   * Adds those whose names are free, all or none.
   *
   * @return the names of those that were added
   */
  public Uni<List<String>> addAbsent(
      String tenant, String author, @Nullable String note, List<Definition> definitions) {
    var wanted = definitions.stream().map(d -> intake.checked(tenant, d)).toList();
    return store
        .change(
            By.caller(tenant, author, note),
            wanted.stream().map(Change.Wanted::name).toList(),
            there -> {
              Set<String> taken = there.stream().map(Present::name).collect(Collectors.toSet());
              return DefinitionPlan.additions(
                  List.of(), wanted.stream().filter(w -> !taken.contains(w.name())).toList());
            })
        .map(plan -> plan.of(Action.CREATE).stream().map(Change::name).toList());
  }

  /**
   * Adds it or changes what there is of that name, within a transaction that is under way.
   *
   * @return its id
   */
  public Uni<UUID> put(
      SqlConnection tx,
      String tenant,
      String author,
      @Nullable String note,
      Definition definition) {
    var wanted = intake.checked(tenant, definition);
    return store
        .change(
            tx,
            By.caller(tenant, author, note),
            List.of(wanted.name()),
            there -> DefinitionPlan.of(there, List.of(wanted), false, text::today))
        .chain(
            plan ->
                tx.preparedQuery("select id from watcher where tenant = $1 and name = $2")
                    .execute(Tuple.of(tenant, wanted.name())))
        .map(rows -> rows.iterator().next().getUUID("id"));
  }

  /** Deletes it within a transaction that is under way; fails when it is not there. */
  public Uni<Void> delete(
      SqlConnection tx, String tenant, String author, @Nullable String note, String name) {
    return store
        .change(
            tx,
            By.caller(tenant, author, note),
            List.of(name),
            there -> DefinitionPlan.removal(there, name, null))
        .replaceWithVoid();
  }
}
