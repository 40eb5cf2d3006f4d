package io.vigia.kit.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** The pool, with an end to the queue before it: who comes beyond gets a 503, or waits and asks. */
@Singleton
class PoolWiring implements PgPoolCreator {

  static final int MAX_WAITING = 1000;

  @Override
  public Pool create(Input input) {
    return PgBuilder.pool()
        .with(input.poolOptions().setMaxWaitQueueSize(MAX_WAITING))
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
