package io.vigia.watcher.discover;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Tables of a PostgreSQL database that have a column {@code elastic_doc_name}. */
@ApplicationScoped
class PostgresSource implements DiscoverySource {

  private final Vertx vertx;

  PostgresSource(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public Uni<Findings> look(SourceConfig source) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var options = PgConnectOptions.fromUri(Missing.required("url", source.url()));
              source.username().ifPresent(options::setUser);
              source.password().ifPresent(options::setPassword);
              var pool =
                  PgBuilder.pool()
                      .with(new PoolOptions().setMaxSize(1))
                      .connectingTo(options)
                      .using(vertx)
                      .build();
              return new TableScanClient(pool, TableScan.POSTGRESQL).look(source.timeout());
            });
  }
}
