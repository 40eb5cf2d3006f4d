package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one document per episode in an index of a cluster of yours, Elasticsearch or OpenSearch.
 */
@ApplicationScoped
class ElasticsearchNotifier implements Notifier {

  /**
   * @param apiKey as Elasticsearch gives it, encoded; instead of user and password
   */
  record Settings(
      URI url,
      @Nullable String index,
      @Nullable String username,
      @Nullable String password,
      @JsonProperty("password_file") @Nullable Path passwordFile,
      @JsonProperty("api_key") @Nullable String apiKey,
      @JsonProperty("api_key_file") @Nullable Path apiKeyFile) {
    public Settings {
      OutboundClient.check("url", url);
      index = Optional.ofNullable(index).orElse("vigia-alerts");
      if (!index.matches("[a-z0-9][a-z0-9._-]*")) {
        throw new IllegalArgumentException("index: a lower-case index name is required");
      }
      Secret key = Secret.optional("api_key", apiKey, apiKeyFile);
      Secret word = Secret.optional("password", password, passwordFile);
      if ((username == null) != (word == null)) {
        throw new IllegalArgumentException("username: username and password go together");
      }
      if (username != null && key != null) {
        throw new IllegalArgumentException("api_key: it excludes username and password");
      }
    }

    /** Reads files, if there are any; not for an event loop. */
    Map<String, String> headers() {
      Secret key = Secret.optional("api_key", apiKey, apiKeyFile);
      Secret word = Secret.optional("password", password, passwordFile);
      if (key != null) {
        return Map.of("Authorization", "ApiKey " + key.text());
      }
      if (word != null) {
        byte[] pair = (username + ":" + word.text()).getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
      }
      return Map.of();
    }

    String indexName() {
      return Optional.ofNullable(index).orElse("");
    }
  }

  private final BulkClient bulk;

  ElasticsearchNotifier(BulkClient bulk) {
    this.bulk = bulk;
  }

  @Override
  public String type() {
    return "elasticsearch";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public boolean isForPeople() {
    return false;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return Uni.createFrom()
        .item(own::headers)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(headers -> bulk.write(own.url(), own.indexName(), delivery.notification(), headers));
  }
}
