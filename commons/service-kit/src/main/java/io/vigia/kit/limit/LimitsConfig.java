package io.vigia.kit.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** What each tenant and each answer may be large. The whole table is in docs/limits.md. */
@ConfigMapping(prefix = "vigia.limits")
public interface LimitsConfig {

  /** Alerts that fire at the same time, per tenant. */
  @Min(1)
  @WithDefault("50000")
  int firingAlerts();

  /** Agents that the router knows, per tenant. */
  @Min(1)
  @WithDefault("10000")
  int agents();

  /** Series that anomaly-service learns, per tenant. */
  @Min(1)
  @WithDefault("100000")
  int series();

  /** Executions that are queued or run, per tenant. */
  @Min(1)
  @WithDefault("10000")
  int openExecutions();

  /** Watchers, per tenant. */
  @Min(1)
  @WithDefault("20000")
  int watchers();

  /** Silences in force or to come, per tenant. */
  @Min(1)
  @WithDefault("5000")
  int silences();

  /**
   * Resolved alerts, finished deliveries and outcomes that are kept, of each kind and per tenant,
   * should so many come before they are old.
   */
  @Min(1)
  @WithDefault("200000")
  int history();

  /** Alerts that one notification carries; it says how many it leaves out. */
  @Min(1)
  @WithDefault("1000")
  int alertsPerNotification();

  /** Distinct combinations of tag values of one metric of ours. */
  @Min(1)
  @WithDefault("500")
  int tagCombinations();
}
