package io.vigia.watcher.template;

/**
 * Something that is wrong with parameters.
 *
 * @param field the field at fault as a path, {@code parameters.above}
 * @param detail what is expected
 */
public record Fault(String field, String detail) {}
