package io.vigia.benchmarks.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The documents of one index in the order of their event times, as log lines of eight services
 * whose error rate and latency rise and fall. The same seed gives the same documents.
 */
final class Documents {

  private static final byte[] ACTION = "{\"index\":{}}\n".getBytes(StandardCharsets.UTF_8);
  private static final double WAVE_MILLIS = 17 * 60_000;
  private static final int BYTES_ABOUT = 160;

  private final DataSet set;
  private final long count;
  private final SplittableRandom chance;
  private final double shift;
  private long made;

  Documents(DataSet set, int index) {
    this.set = set;
    this.count = set.documentsOf(index);
    this.chance = new SplittableRandom(set.seed() * 1_000_003 + index);
    this.shift = 2 * Math.PI * chance.nextDouble();
  }

  boolean done() {
    return made == count;
  }

  /** The next ones as the body of a bulk request. */
  byte[] bulk(int most) {
    var body = new ByteArrayOutputStream(most * BYTES_ABOUT);
    for (int i = 0; i < most && !done(); i++) {
      body.writeBytes(ACTION);
      body.writeBytes(next().getBytes(StandardCharsets.UTF_8));
    }
    return body.toByteArray();
  }

  /** One line of JSON. */
  String next() {
    double step = DataSet.SPAN.toMillis() / (double) count;
    long offset = (long) ((made++ + chance.nextDouble()) * step);
    Instant at = set.base().plusMillis(Math.min(offset, DataSet.SPAN.toMillis() - 1));
    double wave = Math.sin(shift + 2 * Math.PI * offset / WAVE_MILLIS);
    int service = Math.min(chance.nextInt(10), DataSet.SERVICES.size() - 1);
    boolean failed = chance.nextDouble() < 0.10 + 0.05 * wave;
    String level = failed ? "ERROR" : chance.nextDouble() < 0.15 ? "WARN" : "INFO";
    int status = failed ? 500 : chance.nextDouble() < 0.08 ? 404 : 200;
    double exponential = -Math.log(1 - chance.nextDouble());
    double latency = 20 * (1 + service) * (1.2 + 0.5 * wave) * (0.3 + exponential);
    return new StringBuilder(BYTES_ABOUT)
        .append("{\"@timestamp\":\"")
        .append(at)
        .append("\",\"service\":\"")
        .append(DataSet.SERVICES.get(service))
        .append("\",\"level\":\"")
        .append(level)
        .append("\",\"status\":")
        .append(status)
        .append(",\"latency\":")
        .append(Math.round(latency * 100) / 100.0)
        .append("}\n")
        .toString();
  }
}
