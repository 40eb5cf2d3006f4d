package io.vigia.remediation.verify;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;

/** {@code http: {url: …, within: 30s}}: the address answers with 2xx. */
@ApplicationScoped
class HttpProbe implements Probe {

  private static final Duration ONE_LOOK = Duration.ofSeconds(3);

  record Settings(URI url, Duration within) {
    public Settings {
      if (url == null || url.getHost() == null) {
        throw new IllegalArgumentException("url: an http or https address is required");
      }
      within = within == null ? Duration.ofSeconds(30) : within;
    }
  }

  private final WebClient http;

  HttpProbe(WebClient http) {
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
    return http.getAbs(url.toString())
        .timeout(ONE_LOOK.toMillis())
        .send()
        .map(
            answer ->
                new Look(answer.statusCode() / 100 == 2, url + ": HTTP " + answer.statusCode()));
  }
}
