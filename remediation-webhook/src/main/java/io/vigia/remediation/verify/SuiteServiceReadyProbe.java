package io.vigia.remediation.verify;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.remediation.RemediationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code suite-service-ready: {within: 60s}}: the service of the suite answers that it is ready.
 */
@ApplicationScoped
class SuiteServiceReadyProbe implements Probe {

  private static final Duration ONE_LOOK = Duration.ofSeconds(2);

  record Settings(Duration within) {
    public Settings {
      within = within == null ? Duration.ofSeconds(60) : within;
    }
  }

  private final OutboundClient http;
  private final RemediationConfig config;
  private final String suiteKey;

  SuiteServiceReadyProbe(
      OutboundClient http,
      RemediationConfig config,
      @ConfigProperty(name = "vigia.suite.key") Optional<String> suiteKey) {
    this.http = http;
    this.config = config;
    this.suiteKey = suiteKey.orElse("");
  }

  @Override
  public String type() {
    return "suite-service-ready";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Duration within(Object settings) {
    return ((Settings) settings).within();
  }

  @Override
  public Uni<Look> look(String target, Object settings) {
    URI address = config.services().get(target);
    if (address == null) {
      return Uni.createFrom().item(new Look(false, target + " is no service of the suite"));
    }
    return http.request(HttpMethod.GET, address.resolve("/q/health/ready"), ONE_LOOK)
        .chain(request -> request.putHeader("X-API-Key", suiteKey).as(BodyCodec.none()).send())
        .ifNoItem()
        .after(ONE_LOOK)
        .fail()
        .map(
            answer ->
                new Look(
                    answer.statusCode() == 200,
                    target + " readiness: HTTP " + answer.statusCode()));
  }
}
