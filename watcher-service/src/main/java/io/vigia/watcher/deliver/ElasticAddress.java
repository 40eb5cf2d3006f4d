package io.vigia.watcher.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A cluster's address apart from its secret.
 *
 * @param url without user and password, ending in a slash
 * @param authorization the header of that name
 */
record ElasticAddress(URI url, Optional<String> authorization) {

  /**
   * @param text perhaps with user:password, percent-encoded where needed
   * @param apiKey id:key, or that in Base64 as clusters hand it out; wins over user and password
   * @throws IllegalArgumentException that repeats nothing of the text
   */
  static ElasticAddress of(String text, Optional<String> apiKey) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw wrong();
    }
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("(?i)https?")) {
      throw wrong();
    }
    try {
      String path = url.getPath() == null || url.getPath().isEmpty() ? "/" : url.getPath();
      URI bare =
          new URI(
              url.getScheme(),
              null,
              url.getHost(),
              url.getPort(),
              path.endsWith("/") ? path : path + "/",
              null,
              null);
      return new ElasticAddress(
          bare,
          apiKey
              .map(key -> "ApiKey " + (key.contains(":") ? base64(key) : key))
              .or(() -> Optional.ofNullable(url.getRawUserInfo()).map(ElasticAddress::basic)));
    } catch (URISyntaxException e) {
      throw wrong();
    }
  }

  /** For logs and answers. */
  String words() {
    return url.getScheme() + "://" + url.getAuthority();
  }

  @Override
  public String toString() {
    return words();
  }

  private static String basic(String userInfo) {
    // a plus is a plus here, not a space
    return "Basic "
        + base64(URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "WATCHER_ELASTIC_URL: an http or https address with a host is required");
  }
}
