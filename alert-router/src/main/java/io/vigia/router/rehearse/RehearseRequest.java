package io.vigia.router.rehearse;

import io.vigia.kit.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param config the proposed {@code alertmanager.yml}
 * @param receivers a file with receivers, in place of those of the receivers' folder
 * @param from by default a day before {@code to}
 * @param to by default now
 */
record RehearseRequest(
    @Nullable String config,
    @Nullable String receivers,
    @Nullable Instant from,
    @Nullable Instant to) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /** The stretch of time that is asked for. */
  record Span(Instant from, Instant to) {}

  String requiredConfig() {
    if (config == null || config.isBlank()) {
      throw Refusal.invalid("config", "the text of an alertmanager.yml is expected");
    }
    return config;
  }

  /**
   * @throws Refusal naming the field at fault
   */
  Span span(Instant now) {
    Instant end = to == null ? now : to;
    if (end.isAfter(now)) {
      throw Refusal.invalid("to", "it lies in the future");
    }
    if (end.isBefore(Instant.EPOCH)) {
      throw Refusal.invalid("to", "it lies before 1970");
    }
    Instant begin = from == null ? end.minus(LONGEST) : from;
    if (!begin.isBefore(end) || begin.plus(LONGEST).isBefore(end)) {
      throw Refusal.invalid("from", "it has to lie before 'to', by 24 hours at most");
    }
    return new Span(begin, end);
  }
}
