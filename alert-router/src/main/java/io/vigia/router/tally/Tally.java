package io.vigia.router.tally;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** What this process has done since its start, under the names of Alertmanager's metrics. */
@ApplicationScoped
public class Tally {

  public static final String LATENCY = "alertmanager_notification_latency";

  private static final String RECEIVED = "alertmanager_alerts_received";
  private static final String INVALID = "alertmanager_alerts_invalid";
  private static final String NOTIFICATIONS = "alertmanager_notifications";
  private static final String FAILED = "alertmanager_notifications_failed";

  /** The names without {@code _total}. */
  public static final List<String> COUNTERS = List.of(RECEIVED, INVALID, NOTIFICATIONS, FAILED);

  /** Alertmanager's own, without those below a second that nobody asks for. */
  private static final Duration[] BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(15),
    Duration.ofSeconds(20)
  };

  private final MeterRegistry meters;

  Tally(MeterRegistry meters) {
    this.meters = meters;
    received(0, 0);
    invalid(0);
  }

  /** Alerts over Alertmanager's API. */
  public void received(int firing, int resolved) {
    meters.counter(RECEIVED, "status", "firing", "version", "v2").increment(firing);
    meters.counter(RECEIVED, "status", "resolved", "version", "v2").increment(resolved);
  }

  /** Alerts that were refused for what they hold. */
  public void invalid(int alerts) {
    meters.counter(INVALID, "version", "v2").increment(alerts);
  }

  /**
   * One try to tell a receiver.
   *
   * @param integration its name; {@code webhook-0} counts as Alertmanager's {@code webhook}
   */
  public void told(String integration, boolean failed, Duration took) {
    String type = integration.replaceFirst("-\\d+$", "");
    meters.counter(NOTIFICATIONS, "integration", type).increment();
    meters.counter(FAILED, "integration", type).increment(failed ? 1 : 0);
    Timer.builder(LATENCY)
        .tag("integration", type)
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(took);
  }
}
