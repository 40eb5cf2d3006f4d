package io.vigia.router.view;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Prometheus' text format. Written by hand, since the registry's own writer takes the end {@code
 * _info} away from a gauge's name.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus,
 *     exposition formats</a>
 */
final class Exposition {

  private final StringBuilder text = new StringBuilder();
  private final Set<String> typed = new HashSet<>();

  static Map<String, String> tags(Meter meter) {
    return meter.getId().getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
  }

  void gauge(String name, double value, Map<String, String> labels) {
    type(name, "gauge");
    line(name, value, labels);
  }

  void counter(String name, double value, Map<String, String> labels) {
    type(name, "counter");
    line(name, value, labels);
  }

  void histogram(String name, Timer timer) {
    type(name, "histogram");
    Map<String, String> labels = tags(timer);
    var taken = timer.takeSnapshot();
    for (CountAtBucket bucket : taken.histogramCounts()) {
      line(name + "_bucket", bucket.count(), with(labels, number(bucket.bucket(TimeUnit.SECONDS))));
    }
    line(name + "_bucket", taken.count(), with(labels, "+Inf"));
    line(name + "_sum", taken.total(TimeUnit.SECONDS), labels);
    line(name + "_count", taken.count(), labels);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void type(String name, String type) {
    if (typed.add(name)) {
      text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
  }

  private void line(String name, double value, Map<String, String> labels) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append(
          new TreeMap<>(labels)
              .entrySet().stream()
                  .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                  .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(number(value)).append('\n');
  }

  private static Map<String, String> with(Map<String, String> labels, String bound) {
    var all = new TreeMap<>(labels);
    all.put("le", bound);
    return all;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
