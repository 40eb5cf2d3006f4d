package io.vigia.watcher.template;

import org.jspecify.annotations.Nullable;

/**
 * What a template read in an answer.
 *
 * @param value what was measured; null when there was nothing to measure
 * @param breached whether the condition for an alert holds
 * @param summary for a person, with the value and the limit
 */
public record Reading(@Nullable Double value, boolean breached, String summary) {

  public Reading {
    summary = summary.replace('\0', '\uFFFD');
  }
}
