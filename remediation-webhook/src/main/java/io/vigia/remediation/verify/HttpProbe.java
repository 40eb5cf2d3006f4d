package io.vigia.remediation.verify;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;

/** {@code http: {url: …, within: 30s}}: the address answers with 2xx. */
@ApplicationScoped
class HttpProbe implements Probe {

  private static final Duration ONE_LOOK = Duration.ofSeconds(3);

  record Settings(URI url, Duration within) {
    public Settings {
      OutboundClient.check("url", url);
      within = within == null ? Duration.ofSeconds(30) : within;
    }
  }

  private final OutboundClient http;

  HttpProbe(OutboundClient http) {
    this.http = http;
  }

  @Override
  public String type() {
    return "http";
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
    URI url = ((Settings) settings).url();
    return http.request(HttpMethod.GET, url, ONE_LOOK)
        .chain(request -> request.as(BodyCodec.none()).send()) // what it says may never end
        .ifNoItem()
        .after(ONE_LOOK)
        .fail()
        .map(
            answer ->
                new Look(
                    answer.statusCode() / 100 == 2,
                    OutboundClient.words(url) + ": HTTP " + answer.statusCode()));
  }
}
