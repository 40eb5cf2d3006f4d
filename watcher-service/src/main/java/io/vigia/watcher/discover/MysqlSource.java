package io.vigia.watcher.discover;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Tables of a MySQL or MariaDB database that have a column {@code elastic_doc_name}. */
@ApplicationScoped
class MysqlSource implements DiscoverySource {

  private final Vertx vertx;

  MysqlSource(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public String kind() {
    return "mysql";
  }

  @Override
  public Uni<Findings> look(SourceConfig source) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var options = MySQLConnectOptions.fromUri(Missing.required("url", source.url()));
              source.username().ifPresent(options::setUser);
              source.password().ifPresent(options::setPassword);
              var pool =
                  MySQLBuilder.pool()
                      .with(new PoolOptions().setMaxSize(1))
                      .connectingTo(options)
                      .using(vertx)
                      .build();
              return new TableScanClient(pool, TableScan.MYSQL).look(source.timeout());
            });
  }
}
