package io.vigia.kit.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wakes loops of this and other replicas through PostgreSQL's NOTIFY, which fires when the
 * transaction commits. A lost wake-up costs punctuality only: loops look by themselves as well.
 */
@ApplicationScoped
public class NotifyClient {

  private static final Logger LOG = Logger.getLogger(NotifyClient.class);
  private static final long RECONNECT_MILLIS = 1000;

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final String schema;
  private final Map<String, Runnable> waiting = new ConcurrentHashMap<>();
  private @Nullable PgSubscriber subscriber;

  NotifyClient(
      Vertx vertx,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password,
      @ConfigProperty(name = "vigia.database.schema") String schema) {
    this.vertx = vertx;
    this.options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    this.schema = schema;
  }

  /** Runs the action, on an event loop, whenever the channel is notified. */
  public void listen(String channel, Runnable action) {
    waiting.put(channel, action);
  }

  /** Wakes whoever listens, when the transaction commits. */
  public Uni<Void> wake(SqlConnection transaction, String channel) {
    return transaction
        .preparedQuery("select pg_notify($1, '')")
        .execute(Tuple.of(channel(channel)))
        .replaceWithVoid();
  }

  private String channel(String name) {
    return "vigia_" + schema.replace('-', '_') + "_" + name;
  }

  void start(@Observes StartupEvent event) {
    var fresh = PgSubscriber.subscriber(vertx, options);
    fresh.reconnectPolicy(attempt -> RECONNECT_MILLIS);
    waiting.forEach(
        (name, action) -> fresh.channel(channel(name)).handler(payload -> action.run()));
    fresh.connect().onFailure(e -> LOG.warnf("no wake-ups for now: %s", e.toString()));
    subscriber = fresh;
  }

  void stop(@Observes ShutdownEvent event) {
    if (subscriber != null) {
      subscriber.close();
    }
  }
}
