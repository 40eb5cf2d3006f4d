package io.vigia.watcher.discover;

import java.util.Optional;

/** Complaints about a configured source. */
final class Missing {

  private Missing() {}

  /**
   * @throws IllegalArgumentException naming the key
   */
  static <T> T required(String key, Optional<T> value) {
    return value.orElseThrow(
        () -> new IllegalArgumentException(key + ": is required for a source of this kind"));
  }
}
