package io.vigia.watcher.watch;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.kit.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The way in for definitions that other parts of this service make: the same checks, versions and
 * ends as over the API.
 */
@ApplicationScoped
public class AcceptedStore {

  private final Pool pool;
  private final Intake intake;
  private final DefinitionStore definitions;
  private final DefinitionText text;

  AcceptedStore(Pool pool, Intake intake, DefinitionStore definitions, DefinitionText text) {
    this.pool = pool;
    this.intake = intake;
    this.definitions = definitions;
    this.text = text;
  }

  /**
   * Adds them, or changes those that there are, in one transaction.
   *
   * @param note for those who read the versions
   * @throws Refusal naming the field at fault
   */
  public Uni<Void> put(String tenant, String author, String note, List<Definition> wanted) {
    return pool.withTransaction(tx -> put(tx, tenant, author, note, wanted));
  }

  /** The same within a transaction. */
  public Uni<Void> put(
      SqlConnection tx, String tenant, String author, String note, List<Definition> wanted) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var checked = wanted.stream().map(d -> intake.checked(tenant, d)).toList();
              var names = checked.stream().map(Change.Wanted::name).toList();
              return definitions.change(
                  tx,
                  By.caller(tenant, author, note),
                  names,
                  there -> DefinitionPlan.of(there, checked, false, text::today));
            })
        .replaceWithVoid();
  }

  /** Deletes it; what it began ends. */
  public Uni<Void> remove(String tenant, String author, String name) {
    return definitions
        .change(
            By.caller(tenant, author, null),
            List.of(name),
            there -> DefinitionPlan.removal(there, name, null))
        .replaceWithVoid();
  }
}
