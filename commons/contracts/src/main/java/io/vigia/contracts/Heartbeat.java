package io.vigia.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cycle of one agent.
 *
 * @param sequence grows by one each cycle for as long as the agent keeps its store
 * @param cycleStart the aligned instant at which the cycle was due
 * @param interval the time until the next one: three of them missed mean a dead agent
 * @param site the network that the agent shares with others, null when it names none: when they all
 *     fall silent at once, the network is cut
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Heartbeat(
    String tenant,
    String agent,
    long sequence,
    Instant cycleStart,
    Duration cycleDuration,
    Duration interval,
    List<Service> services,
    Host host,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String site)
    implements Event {

  public static final int MAX_SERVICES = 1000;
  public static final int MAX_REASON = 1024;

  /**
   * @param reason why it is not healthy ({@code HTTP 500}, {@code Timeout}), null when it is; no
   *     database holds a NUL, so it has blanks in their place
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Service(String name, boolean healthy, Duration latency, @Nullable String reason) {
    public Service {
      Required.name("services.name", name);
      Required.atMost(MAX_REASON, "services.reason", reason);
      reason = reason == null ? null : reason.replace('\0', ' ');
    }
  }

  /** Percentages run from 0 to 100. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Host(
      double cpuPercent, double memoryPercent, double memoryUsedMegabytes, double diskPercent) {}

  public Heartbeat {
    Required.name("tenant", tenant);
    Required.name("agent", agent);
    cycleStart = Required.instant("cycleStart", cycleStart);
    Required.value("cycleDuration", cycleDuration);
    Required.value("interval", interval);
    Required.value("host", host);
    if (services != null && services.size() > MAX_SERVICES) {
      throw new IllegalArgumentException("services: at most " + MAX_SERVICES);
    }
    services = services == null ? List.of() : List.copyOf(services);
    if (site != null) {
      Required.name("site", site);
    }
  }

  /** Of an agent that names no site. */
  public Heartbeat(
      String tenant,
      String agent,
      long sequence,
      Instant cycleStart,
      Duration cycleDuration,
      Duration interval,
      List<Service> services,
      Host host) {
    this(tenant, agent, sequence, cycleStart, cycleDuration, interval, services, host, null);
  }

  @Override
  @JsonIgnore
  public Topic topic() {
    return Topic.HEARTBEATS;
  }

  @Override
  @JsonIgnore
  public String key() {
    return tenant + "/" + agent;
  }
}
