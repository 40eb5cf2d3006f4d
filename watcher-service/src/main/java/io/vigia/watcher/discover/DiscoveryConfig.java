package io.vigia.watcher.discover;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where monitors are discovered. Without a source nothing looks anywhere. */
@ConfigMapping(prefix = "vigia.watcher.discovery")
public interface DiscoveryConfig {

  /** By a name that people choose; it becomes the origin of what is found. */
  Map<String, SourceConfig> sources();

  /** One place to look at. */
  interface SourceConfig {

    /** {@code postgresql}, {@code mysql}, {@code kubernetes}, {@code indices} or {@code values}. */
    String kind();

    /** Of a database or of a Kubernetes API; the latter's kubeconfig or service account else. */
    Optional<String> url();

    Optional<String> username();

    /** Of a database, or the bearer token of a Kubernetes API. */
    Optional<String> password();

    /** A PEM file with the CA of a Kubernetes API. */
    Optional<Path> ca();

    /** Where Kubernetes is looked at; everywhere when absent. */
    Optional<List<String>> namespaces();

    /** The tenant that the monitors are of. */
    @WithDefault("default")
    String tenant();

    /** Whether it is looked at by itself, and what was found applied. */
    @WithDefault("true")
    boolean enabled();

    /** How often. */
    @WithDefault("5m")
    Duration every();

    /** How long one look may take. */
    @WithDefault("30s")
    Duration timeout();

    /** The pattern of indices whose names, or whose values of a field, become monitors. */
    Optional<String> pattern();

    /** The field whose values become monitors. */
    Optional<String> field();

    /** What monitors get that the source does not say. */
    Defaults defaults();
  }

  /** What monitors get that the source does not say. */
  interface Defaults {

    /** The cluster by its name. */
    @WithDefault("default")
    String cluster();

    /** {@code {document}} in it stands for the document's name; that alone when absent. */
    Optional<String> index();

    /** The field that holds the document's name, where it is not the index itself. */
    Optional<String> documentField();

    @WithDefault("@timestamp")
    String timestamp();

    @WithDefault("5")
    BigDecimal checkIntervalMinutes();

    @WithDefault("5")
    BigDecimal dataThresholdMinutes();

    @WithDefault("true")
    boolean restartEnabled();

    Optional<String> runbook();

    Optional<URI> alertWebhookUrl();

    @WithDefault("30")
    @Min(1)
    int requestTimeoutSeconds();

    @WithDefault("3")
    int retryAttempts();

    @WithDefault("5")
    int retryDelaySeconds();

    @WithDefault("1")
    int minFailureCount();

    @WithDefault("warning")
    String severity();
  }
}
