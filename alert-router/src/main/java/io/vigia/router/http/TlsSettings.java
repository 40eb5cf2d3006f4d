package io.vigia.router.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code tls_config}: whom to trust, and what to show of oneself.
 *
 * @param serverName what the certificate has to name, if not the host of the address
 * @param minVersion {@code TLS10} to {@code TLS13}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TlsSettings(
    @Nullable String ca,
    @Nullable Path caFile,
    @Nullable String cert,
    @Nullable Path certFile,
    @Nullable String key,
    @Nullable Path keyFile,
    @Nullable String serverName,
    @Nullable Boolean insecureSkipVerify,
    @Nullable String minVersion,
    @Nullable String maxVersion) {

  private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

  public TlsSettings {
    Secret.of("ca", ca, caFile);
    boolean hasCert = Secret.of("cert", cert, certFile).isPresent();
    boolean hasKey = Secret.of("key", key, keyFile).isPresent();
    if (hasCert != hasKey) {
      throw new IllegalArgumentException("cert_file: a certificate and its key go together");
    }
    for (String version : Stream.of(minVersion, maxVersion).filter(v -> v != null).toList()) {
      if (!VERSIONS.contains(version)) {
        throw new IllegalArgumentException("min_version: versions are " + VERSIONS);
      }
    }
  }

  public Optional<Secret> authority() {
    return Secret.of("ca", ca, caFile);
  }

  public Optional<Secret> certificate() {
    return Secret.of("cert", cert, certFile);
  }

  public Optional<Secret> privateKey() {
    return Secret.of("key", key, keyFile);
  }

  public boolean trustsAnybody() {
    return Boolean.TRUE.equals(insecureSkipVerify);
  }

  /** As Java names them: {@code TLSv1.2}; TLS 1.2 and later unless said otherwise. */
  public Set<String> versions() {
    int from = minVersion == null ? 2 : VERSIONS.indexOf(minVersion);
    int to = maxVersion == null ? 3 : VERSIONS.indexOf(maxVersion);
    return VERSIONS.subList(from, Math.max(from, to) + 1).stream()
        .map(v -> v.equals("TLS10") ? "TLSv1" : "TLSv1." + v.charAt(4))
        .collect(java.util.stream.Collectors.toSet());
  }
}
