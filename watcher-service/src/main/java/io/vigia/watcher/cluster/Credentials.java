package io.vigia.watcher.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How we show a cluster who we are. Its text never tells. */
final class Credentials {

  private static final Credentials NONE = new Credentials("none", Optional.empty());

  private final String kind;
  private final Optional<String> header;

  private Credentials(String kind, Optional<String> header) {
    this.kind = kind;
    this.header = header;
  }

  /**
   * @param key of the configuration, without its last part
   * @throws IllegalArgumentException when they do not go together
   */
  static Credentials of(
      String key, Optional<String> username, Optional<String> password, Optional<String> apiKey) {
    if (apiKey.isPresent() && username.isPresent()) {
      throw new IllegalArgumentException(key + ".api-key: either it or a username");
    }
    if (username.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException(
          key
              + (password.isPresent() ? ".username: missing, a" : ".password: missing, a")
              + " username and a password go together");
    }
    if (apiKey.isPresent()) {
      String given = apiKey.get().strip();
      return new Credentials(
          "api-key", Optional.of("ApiKey " + (given.contains(":") ? encoded(given) : given)));
    }
    return username
        .map(
            name ->
                new Credentials(
                    "basic", Optional.of("Basic " + encoded(name + ":" + password.orElse("")))))
        .orElse(NONE);
  }

  static Credentials none() {
    return NONE;
  }

  /** The value of {@code Authorization}. */
  Optional<String> header() {
    return header;
  }

  @Override
  public String toString() {
    return kind;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
