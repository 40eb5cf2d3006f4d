package io.vigia.router.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which headers pass from one side to the other.
 *
 * @param named what the message's own {@code Connection} headers name, in lower case: these are for
 *     the next hop only (RFC 9110, 7.6.1)
 */
record PassedHeaders(Set<String> named) {

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /** The caller's credentials stay here; who forwards says the rest anew. */
  private static final Set<String> REQUESTS_OWN =
      Set.of(
          "authorization",
          "x-api-key",
          "cookie",
          "cookie2",
          "host",
          "expect",
          "forwarded",
          "x-real-ip");

  private static final Set<String> ANSWERS_OWN = Set.of("set-cookie", "set-cookie2");

  PassedHeaders {
    named = Set.copyOf(named);
  }

  /**
   * @param connection the values of the message's {@code Connection} headers
   */
  static PassedHeaders of(List<String> connection) {
    return new PassedHeaders(
        connection.stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }

  boolean toService(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return isEndToEnd(name) && !REQUESTS_OWN.contains(name) && !name.startsWith("x-forwarded-");
  }

  boolean toCaller(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return isEndToEnd(name) && !ANSWERS_OWN.contains(name);
  }

  private boolean isEndToEnd(String name) {
    return !name.startsWith(":") && !HOP_BY_HOP.contains(name) && !named.contains(name);
  }
}
