package io.vigia.watcher.deliver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where changes go that name no place of their own, and for how long it is tried. */
@ConfigMapping(prefix = "vigia.watcher")
public interface DeliverConfig {

  /** Of webhooks without a url; WATCHER_WEBHOOK. */
  Optional<URI> webhook();

  /** The cluster of elasticsearch destinations, perhaps with user:password; WATCHER_ELASTIC_URL. */
  Optional<String> elasticUrl();

  /** Instead of user and password, as id:key or encoded; WATCHER_ELASTIC_API_KEY. */
  Optional<String> elasticApiKey();

  /** Of elasticsearch destinations without an index; WATCHER_ELASTIC_INDEX. */
  @WithDefault("watcher-alerts")
  String elasticIndex();

  /** After this a notice that its destination does not take is dead, until somebody retries it. */
  @WithDefault("24h")
  Duration giveUpAfter();

  /** How long one try may take. */
  @WithDefault("10s")
  Duration deliveryTimeout();

  /** How long delivered and dead notices are kept. */
  @WithDefault("7d")
  Duration noticeRetention();
}
