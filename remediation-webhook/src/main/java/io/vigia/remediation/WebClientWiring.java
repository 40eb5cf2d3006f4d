package io.vigia.remediation;

import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

class WebClientWiring {

  @Produces
  @Singleton
  WebClient webClient(Vertx vertx) {
    return WebClient.create(
        vertx,
        new WebClientOptions()
            .setFollowRedirects(false)
            .setConnectTimeout(3000)
            .setUserAgent("Vigia remediation-webhook"));
  }
}
