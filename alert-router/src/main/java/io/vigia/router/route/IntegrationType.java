package io.vigia.router.route;

import java.util.Map;

/** What the routing files need to know of a notifier. Each notifier brings its own. */
public interface IntegrationType {

  /** {@code webhook} for {@code webhook_configs}. */
  String type();

  /** The record that an entry's fields are read into; its constructor refuses what is wrong. */
  Class<?> settings();

  /** Whether resolved alerts are sent unless the entry says otherwise. */
  default boolean sendsResolved() {
    return true;
  }

  /** Whether people read it: only then may a rate limit fold notifications into a digest. */
  default boolean isForPeople() {
    return true;
  }

  /** How it is throttled unless the entry says otherwise. */
  default Terms terms() {
    return Terms.NONE;
  }

  /**
   * Settings that an entry takes from {@code global} unless it has them, by their names there:
   * {@code slack_api_url} to {@code api_url}. {@code http_config} is taken by all that have it.
   */
  default Map<String, String> globals() {
    return Map.of();
  }
}
