package io.vigia.watcher.watch;

import java.util.UUID;

/** A definition in force, of one tenant. */
public record Watcher(UUID id, String tenant, Definition definition) {}
