package io.vigia.kit.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key or token in a request's headers: {@code X-API-Key}, bearer token or basic password.
 */
final class Credentials {

  private Credentials() {}

  /**
   * All that a request can be recognised by, one of each secret; more than one means that its
   * headers do not agree.
   */
  static Collection<Login> logins(List<String> apiKeyHeaders, List<String> authorizations) {
    var bySecret = new TreeMap<String, Login>();
    Stream.concat(
            authorizations.stream().flatMap(header -> authorization(header).stream()),
            apiKeyHeaders.stream().map(key -> new Login(key.strip(), Optional.empty())))
        .filter(login -> !login.secret().isEmpty())
        .forEach(login -> bySecret.putIfAbsent(login.secret(), login));
    return bySecret.values();
  }

  private static Optional<Login> authorization(String authorization) {
    int space = authorization.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    String value = authorization.substring(space + 1).strip();
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(new Login(value, Optional.empty()));
      case "basic" -> basic(value);
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
    return authorization(authorization).map(Login::secret).filter(GatewayToken::isLike);
  }

  private static Optional<Login> basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Login(
                  pair.substring(colon + 1),
                  Optional.of(pair.substring(0, colon)).filter(name -> !name.isEmpty())));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
