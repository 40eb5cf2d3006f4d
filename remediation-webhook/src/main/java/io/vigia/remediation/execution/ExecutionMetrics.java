package io.vigia.remediation.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is counted of an execution that has ended. */
final class ExecutionMetrics {

  private ExecutionMetrics() {}

  static void record(MeterRegistry metrics, Execution ended) {
    metrics
        .counter(
            "vigia_executions_total",
            "runbook",
            ended.runbook(),
            "status",
            ended.status().name().toLowerCase(Locale.ROOT),
            "decision",
            ended.decision())
        .increment();
    var phases = ExecutionView.Durations.of(ended.times());
    phase(metrics, ended.runbook(), "detect", phases.detect());
    phase(metrics, ended.runbook(), "decide", phases.decide());
    phase(metrics, ended.runbook(), "act", phases.act());
    phase(metrics, ended.runbook(), "verify", phases.verify());
  }

  private static void phase(
      MeterRegistry metrics, String runbook, String phase, @Nullable Duration took) {
    if (took != null) {
      Timer.builder("vigia_execution_phase")
          .tag("runbook", runbook)
          .tag("phase", phase)
          .publishPercentileHistogram()
          .register(metrics)
          .record(took);
    }
  }
}
