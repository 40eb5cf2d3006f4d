package io.vigia.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A label set as Prometheus knows it: names to values, sorted by name. A label with an empty value
 * is the same as no label and is dropped, as Alertmanager does.
 */
public record Labels(@JsonValue SortedMap<String, String> values) {

  public static final int MAX_NAME = 128;
  public static final int MAX_VALUE = 1024;
  public static final int MAX_LABELS = 64;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int SEPARATOR = 0xff;

  public Labels {
    var sorted = new TreeMap<String, String>();
    values.forEach(
        (name, value) -> {
          if (name.isBlank()) {
            throw new IllegalArgumentException("a label name is empty");
          }
          if (value == null) {
            throw new IllegalArgumentException("label " + name + " has no value");
          }
          if (name.length() > MAX_NAME || value.length() > MAX_VALUE) {
            throw new IllegalArgumentException(
                "label "
                    + name.substring(0, Math.min(40, name.length()))
                    + ": at most "
                    + MAX_NAME
                    + " characters of name and "
                    + MAX_VALUE
                    + " of value");
          }
          if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a label holds a NUL character");
          }
          if (!value.isEmpty()) {
            sorted.put(name, value);
          }
        });
    if (sorted.size() > MAX_LABELS) {
      throw new IllegalArgumentException("at most " + MAX_LABELS + " labels");
    }
    values = Collections.unmodifiableSortedMap(sorted);
  }

  @JsonCreator
  public static Labels of(Map<String, String> values) {
    return new Labels(new TreeMap<>(values));
  }

  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * The identity of an alert: 64-bit FNV-1a over the sorted names and values, each followed by the
   * byte 0xFF, as 16 hex digits.
   *
   * @see <a href="https://github.com/prometheus/common/blob/main/model/signature.go">Prometheus
   *     common, model/signature.go</a>
   */
  public String fingerprint() {
    long hash = FNV_OFFSET;
    for (var label : values.entrySet()) {
      hash = add(add(hash, label.getKey()), label.getValue());
    }
    return HexFormat.of().toHexDigits(hash);
  }

  private static long add(long hash, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return (hash ^ SEPARATOR) * FNV_PRIME;
  }
}
