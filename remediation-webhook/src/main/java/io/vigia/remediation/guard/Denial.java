package io.vigia.remediation.guard;

/**
 * A guard's no.
 *
 * @param code stable, for metrics and the console: the guard's type
 * @param reason for a person, with what would have to change
 */
public record Denial(String code, String reason) {}
