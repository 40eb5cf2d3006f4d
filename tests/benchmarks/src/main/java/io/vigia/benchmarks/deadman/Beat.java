package io.vigia.benchmarks.deadman;

import java.time.Instant;

/** One heartbeat on its way. */
record Beat(Life life, long sequence, Instant cycleStart) {

  String json() {
    return """
        {"tenant":"default","agent":"%s","sequence":%d,"cycleStart":"%s","cycleDuration":"PT0.01S",\
        "interval":"PT10S","services":[{"name":"app","healthy":true,"latency":"PT0.002S","reason":null}],\
        "host":{"cpuPercent":12.5,"memoryPercent":40.0,"memoryUsedMegabytes":980.4,"diskPercent":61.0}}"""
        .formatted(life.name(), sequence, cycleStart.plusMillis(life.clockOffMillis()).toString());
  }
}
