package io.vigia.kit.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * What the router says of a caller to one service.
 *
 * @param audience the application name of the one service that the token is for
 * @param id unlike every other token's, so that logs can tell them apart
 * @param lifetime at most {@link GatewayToken#MAX_LIFETIME}
 */
public record GatewayClaims(
    Caller caller, String audience, String id, Instant issuedAt, Duration lifetime) {

  public GatewayClaims {
    if (audience.isBlank() || id.isBlank()) {
      throw new IllegalArgumentException("audience, id: are required");
    }
    if (lifetime.toSeconds() < 1 || lifetime.compareTo(GatewayToken.MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException("lifetime: is 1 s to " + GatewayToken.MAX_LIFETIME);
    }
  }
}
