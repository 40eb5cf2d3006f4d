package io.vigia.benchmarks.alerts;

/**
 * Somebody on this machine who speaks Alertmanager's API v2.
 *
 * @param apiKey empty where none is asked for
 */
public record Target(String name, int port, String apiKey) {

  /** Without the key. */
  @Override
  public String toString() {
    return name;
  }
}
