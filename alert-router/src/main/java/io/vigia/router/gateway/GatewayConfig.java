package io.vigia.router.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the gateway. */
@ConfigMapping(prefix = "vigia.router")
public interface GatewayConfig {

  /** Where the other services are. */
  Services services();

  /**
   * A PEM file with the Ed25519 key (PKCS #8) that signs the tokens. Without it the gateway is
   * closed.
   */
  Optional<Path> gatewayPrivateKey();

  /** Base addresses; a path in them goes before the request's own. */
  interface Services {

    /** watcher-service. */
    @WithDefault("http://127.0.0.1:8081")
    URI watcher();

    /** heartbeat-agent. */
    @WithDefault("http://127.0.0.1:8082")
    URI heartbeat();

    /** anomaly-service. */
    @WithDefault("http://127.0.0.1:8083")
    URI anomaly();

    /** remediation-webhook. */
    @WithDefault("http://127.0.0.1:8084")
    URI remediation();
  }
}
