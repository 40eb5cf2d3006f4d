package io.vigia.watcher.watch;

import java.util.UUID;

/**
 * A watcher that is there before a change.
 *
 * @param text what is kept of its definition
 */
record Present(UUID id, String name, int version, String text, Origin origin) {}
