package io.vigia.watcher.template;

/**
 * What a template read in an answer.
 *
 * @param breached whether the condition for an alert holds
 * @param summary for a person, with the value and the limit
 */
public record Reading(double value, boolean breached, String summary) {}
