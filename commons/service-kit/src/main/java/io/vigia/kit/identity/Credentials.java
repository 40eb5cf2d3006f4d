package io.vigia.kit.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key or token in a request's headers: {@code X-API-Key}, bearer token or basic password.
 */
final class Credentials {

  private Credentials() {}

  /** All keys of a request; more than one means that its headers do not agree. */
  static Set<String> keys(List<String> apiKeyHeaders, List<String> authorizations) {
    return Stream.concat(
            apiKeyHeaders.stream().map(String::strip),
            authorizations.stream().flatMap(header -> authorization(header).stream()))
        .filter(key -> !key.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<String> authorization(String authorization) {
    int space = authorization.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    String value = authorization.substring(space + 1).strip();
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(value);
      case "basic" -> password(value);
      default -> Optional.empty();
    };
  }

  /** A bearer value with a gateway token's form, where no {@code X-API-Key} goes before it. */
  static Optional<String> token(@Nullable String apiKeyHeader, @Nullable String authorization) {
    if (authorization == null
        || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
        || (apiKeyHeader != null && !apiKeyHeader.isBlank())) {
      return Optional.empty();
    }
    return authorization(authorization).filter(GatewayToken::isLike);
  }

  private static Optional<String> password(String basic) {
    try {
      String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
