package io.vigia.benchmarks.question;

import org.jspecify.annotations.Nullable;

/**
 * What a hand-written search says of one key.
 *
 * @param value null when there was nothing to measure
 */
public record Expected(@Nullable Double value, boolean breached) {}
