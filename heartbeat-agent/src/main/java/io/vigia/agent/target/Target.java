package io.vigia.agent.target;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Something to look at.
 *
 * @param name unique within the agent
 * @param service what its alerts and measurements are about
 * @param url the scheme chooses the probe
 * @param parent another target's name; while that one fails, this one is not judged
 */
public record Target(
    String name,
    String service,
    URI url,
    Map<String, String> headers,
    String alertname,
    String severity,
    Optional<String> runbook,
    Optional<String> parent) {

  public Target {
    headers = Map.copyOf(headers);
    if (url.getScheme() == null) {
      throw new IllegalArgumentException("target " + name + ": the url needs a scheme: " + url);
    }
  }

  /** Where it is, for the label {@code instance}. */
  public String instance() {
    if (url.getHost() == null) {
      return url.getSchemeSpecificPart();
    }
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  /** The address for people: without user info and query, which may hold secrets. */
  public String address() {
    return url.getHost() == null
        ? url.toString()
        : url.getScheme() + "://" + instance() + (url.getPath() == null ? "" : url.getPath());
  }
}
