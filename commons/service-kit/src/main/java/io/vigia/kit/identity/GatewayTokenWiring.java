package io.vigia.kit.identity;

import io.micrometer.core.instrument.MeterRegistry;
import io.vigia.kit.identity.TokenVerdict.Accepted;
import io.vigia.kit.identity.TokenVerdict.Refused;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Believes tokens that the router signed for this very service; none without its public key. */
@Singleton
class GatewayTokenWiring {

  private static final Logger LOG = Logger.getLogger(GatewayTokenWiring.class);

  private final Optional<PublicKey> key;
  private final String audience;
  private final Clock clock;
  private final MeterRegistry meters;

  GatewayTokenWiring(
      SecurityConfig config,
      @ConfigProperty(name = "quarkus.application.name") String application,
      Clock clock,
      MeterRegistry meters) {
    this.key = config.gatewayPublicKey().map(GatewayKeys::publicKey);
    this.audience = application;
    this.clock = clock;
    this.meters = meters;
  }

  Optional<Caller> caller(String token) {
    return key.flatMap(
        known -> {
          TokenVerdict verdict = GatewayToken.check(token, known, audience, clock.instant());
          if (verdict instanceof Accepted accepted) {
            return Optional.of(accepted.caller());
          }
          note((Refused) verdict);
          return Optional.empty();
        });
  }

  private void note(Refused refused) {
    String reason = refused.reason().name().toLowerCase(Locale.ROOT);
    LOG.debugf("refused a gateway token: %s", reason);
    meters.counter("vigia_gateway_tokens_refused_total", "reason", reason).increment();
  }
}
