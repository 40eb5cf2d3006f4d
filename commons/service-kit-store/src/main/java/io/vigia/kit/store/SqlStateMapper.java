package io.vigia.kit.store;

import io.vertx.pgclient.PgException;
import io.vigia.kit.problem.Unprocessable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** SQLSTATE classes 22 (data), 23 (constraint) and 54 (too large) lie in the data. */
@ApplicationScoped
class SqlStateMapper implements Unprocessable {

  private static final Set<String> CLASSES = Set.of("22", "23", "54");

  @Override
  public boolean test(Throwable failure) {
    return failure instanceof PgException pg
        && pg.getSqlState() != null
        && CLASSES.contains(pg.getSqlState().substring(0, 2));
  }
}
