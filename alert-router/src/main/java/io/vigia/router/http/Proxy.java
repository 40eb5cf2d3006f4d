package io.vigia.router.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy and what does not go through it.
 *
 * @param address without user and password
 * @param login {@code user:password} or ""
 * @param except hosts, domains and ports between commas, or {@code *}
 */
record Proxy(URI address, String login, String except) {

  static Proxy of(URI url, String except) {
    String login = url.getRawUserInfo() == null ? "" : url.getUserInfo();
    String bare = url.toString();
    if (url.getRawUserInfo() != null) {
      bare = bare.replaceFirst(java.util.regex.Pattern.quote(url.getRawUserInfo() + "@"), "");
    }
    return new Proxy(URI.create(bare), login, except);
  }

  /** By {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, in either case. */
  static Optional<Proxy> ofEnvironment(URI url, Map<String, String> environment) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    return variable(environment, scheme + "_proxy")
        .map(text -> URI.create(text.contains("://") ? text : "http://" + text))
        .map(address -> of(address, variable(environment, "no_proxy").orElse("")));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT)))
        .or(() -> Optional.ofNullable(environment.get(name)))
        .filter(value -> !value.isBlank());
  }

  /** A domain stands for its subdomains as well; with a leading dot, for those alone. */
  boolean isFor(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    for (String part : except.split(",")) {
      String rule = part.strip().toLowerCase(Locale.ROOT);
      String port = url.getPort() < 0 ? "" : ":" + url.getPort();
      String domain = rule.startsWith(".") ? rule : "." + rule;
      if (rule.equals("*")
          || rule.equals(host)
          || !port.isEmpty() && rule.equals(host + port)
          || !rule.isEmpty() && host.endsWith(domain)) {
        return false;
      }
    }
    return true;
  }
}
