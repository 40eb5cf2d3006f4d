package io.vigia.watcher.watch;

import java.util.UUID;

/**
 * A definition in force, of one tenant.
 *
 * @param version grows with every change of the definition
 */
public record Watcher(UUID id, String tenant, int version, Definition definition) {}
