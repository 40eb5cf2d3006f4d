package io.vigia.router.deliver;

import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

class WebClientWiring {

  /** Redirects are not followed: a receiver's address is what was configured. */
  @Produces
  @Singleton
  WebClient webClient(Vertx vertx) {
    return WebClient.create(
        vertx,
        new WebClientOptions()
            .setFollowRedirects(false)
            .setConnectTimeout(5000)
            .setMaxPoolSize(16)
            .setMaxWaitQueueSize(64)
            .setUserAgent("Vigia"));
  }
}
