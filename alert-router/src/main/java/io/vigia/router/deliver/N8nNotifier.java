package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Posts each alert to a webhook of n8n, as the reference agent does. */
@ApplicationScoped
class N8nNotifier implements PieceNotifier {

  /**
   * @param secretKey sent as {@code Authorization: Bearer}
   * @param timezone of the timestamp; {@code vigia.router.deliver.time-zone} when absent
   */
  record Settings(
      URI url,
      @JsonProperty("secret_key") @Nullable String secretKey,
      @JsonProperty("secret_key_file") @Nullable Path secretKeyFile,
      @Nullable ZoneId timezone) {
    public Settings {
      OutboundClient.check("url", url);
      Secret.optional("secret_key", secretKey, secretKeyFile);
    }
  }

  private final PostClient http;
  private final DeliverConfig config;

  N8nNotifier(PostClient http, DeliverConfig config) {
    this.http = http;
    this.config = config;
  }

  @Override
  public String type() {
    return "n8n";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public List<Piece> pieces(Delivery delivery, Object settings) {
    ZoneId zone = Optional.ofNullable(((Settings) settings).timezone()).orElse(config.timeZone());
    return delivery.notification().alerts().stream()
        .map(a -> new Piece(a.episode() + "/" + a.status(), AgentAlert.of(a, zone)))
        .toList();
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Piece piece, Object settings) {
    var own = (Settings) settings;
    Secret key = Secret.optional("secret_key", own.secretKey(), own.secretKeyFile());
    return PostClient.authorization("Bearer", key)
        .chain(
            headers ->
                http.post(own.url(), piece.message(), delivery.id() + "/" + piece.key(), headers));
  }
}
