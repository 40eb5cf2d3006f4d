package io.vigia.kit.store;

import io.vertx.pgclient.PgException;
import io.vigia.kit.event.Unprocessable;
import jakarta.enterprise.context.ApplicationScoped;

/** SQLSTATE classes 22 (data exception) and 23 (constraint) lie in the data: no retry helps. */
@ApplicationScoped
class SqlStateMapper implements Unprocessable {

  @Override
  public boolean test(Throwable failure) {
    return failure instanceof PgException pg
        && pg.getSqlState() != null
        && (pg.getSqlState().startsWith("22") || pg.getSqlState().startsWith("23"));
  }
}
