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
    // the name of a runbook that does not exist is text from outside
    String runbook = ended.decision().equals("unknown-runbook") ? "unknown" : ended.runbook();
    metrics
        .counter(
            "vigia_executions_total",
            "runbook",
            runbook,
            "status",
            ended.status().name().toLowerCase(Locale.ROOT),
            "decision",
            ended.decision())
        .increment();
    var phases = ExecutionView.Durations.of(ended.times());
    phase(metrics, runbook, "detect", phases.detect());
    phase(metrics, runbook, "decide", phases.decide());
    phase(metrics, runbook, "act", phases.act());
    phase(metrics, runbook, "verify", phases.verify());
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
