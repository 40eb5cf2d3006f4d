package io.vigia.router.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.vigia.contracts.Heartbeat;
import io.vigia.contracts.Heartbeat.Host;
import io.vigia.contracts.Heartbeat.Service;
import io.vigia.kit.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent posts that knows its services alone: {@code {"services": {"app": {"status":
 * "healthy"}}}}. It tells no time: it is sent when it is true.
 *
 * @param agent who sends it
 * @param interval how often it does
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PostedHeartbeat(
    @Nullable String agent,
    @Nullable String site,
    @Nullable Duration interval,
    @Nullable Map<String, @Nullable PostedService> services) {

  /** What the sender did not say, and where to look for it. */
  record Defaults(String tenant, String agent, Duration interval, Instant now) {}

  /**
   * @param status {@code healthy}, or anything else
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record PostedService(
      @Nullable String status, @Nullable Double latency_ms, @Nullable String error) {}

  /**
   * @param path where it stands in the request, for messages; ends with a dot or is empty
   */
  Heartbeat heartbeat(String path, Defaults defaults) {
    var read = new TreeMap<String, Service>();
    (services == null ? Map.<String, PostedService>of() : services)
        .forEach(
            (name, service) -> read.put(name, service(path + "services." + name, name, service)));
    return new Heartbeat(
        defaults.tenant(),
        agent == null ? defaults.agent() : agent,
        defaults.now().toEpochMilli(),
        defaults.now(),
        Duration.ZERO,
        interval == null ? defaults.interval() : interval,
        List.copyOf(read.values()),
        new Host(0, 0, 0, 0),
        site);
  }

  private static Service service(String path, String name, @Nullable PostedService said) {
    if (said == null || said.status() == null) {
      throw Refusal.invalid(path + ".status", "'healthy' or 'unhealthy' is expected");
    }
    boolean healthy = said.status().equals("healthy");
    double latency = said.latency_ms() == null ? 0 : said.latency_ms();
    String reason = said.error() == null ? said.status() : said.error();
    return new Service(
        name,
        healthy,
        Duration.ofNanos((long) (Math.max(0, Math.min(latency, 86_400_000.0)) * 1_000_000)),
        healthy ? null : reason.substring(0, Math.min(reason.length(), Heartbeat.MAX_REASON)));
  }
}
