package io.vigia.watcher.deliver;

import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DestinationSpec;
import java.util.Set;

/** Whether every {@code {{…}}} of a definition names something. A decision: no I/O. */
public final class TextCheck {

  /**
   * What labels may name: they are what an alert is known by, so that they hold nothing that
   * changes from run to run.
   */
  private static final Set<String> OF_LABELS =
      Set.of("tenant", "watcher", "template", "cluster", "index", "alertname", "severity", "key");

  private TextCheck() {}

  /**
   * @throws IllegalArgumentException that begins with the field at fault, such as {@code
   *     destinations[0].payload.text}
   */
  public static void of(Definition definition) {
    definition.labels().forEach((name, text) -> label("labels." + name, text));
    definition.annotations().forEach((name, text) -> annotation("annotations." + name, text));
    if (definition.link() != null) {
      without("link", definition.link(), "link");
    }
    if (definition.remediation() != null) {
      TextTemplate.of("remediation.target", definition.remediation().target());
    }
    for (int i = 0; i < definition.destinations().size(); i++) {
      of("destinations[" + i + "]", definition.destinations().get(i));
    }
  }

  /** The texts of one destination. */
  static void of(String field, DestinationSpec spec) {
    if (spec.url() != null) {
      TextTemplate.of(field + ".url", spec.url());
    }
    spec.headers().forEach((name, text) -> TextTemplate.of(field + ".headers." + name, text));
    if (spec.payload() != null) {
      PayloadTemplate.of(field + ".payload", spec.payload());
    }
  }

  private static void label(String field, String text) {
    for (String name : TextTemplate.of(field, text).names()) {
      if (!OF_LABELS.contains(first(name))) {
        throw new IllegalArgumentException(
            "%s: {{%s}} may change while it fires, and an alert is known by its labels; put it into annotations"
                .formatted(field, name));
      }
    }
  }

  private static void annotation(String field, String text) {
    without(field, text, "annotations");
  }

  /** A text cannot be made of itself. */
  private static void without(String field, String text, String self) {
    for (String name : TextTemplate.of(field, text).names()) {
      if (first(name).equals(self)) {
        throw new IllegalArgumentException(field + ": {{" + name + "}} is made after this text");
      }
    }
  }

  private static String first(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
