package io.vigia.watcher.fresh;

import org.jspecify.annotations.Nullable;

/**
 * What a monitor remembers beside its definition: what is switched off now and comes back with its
 * switch.
 *
 * @param webhook the address of the webhook
 * @param runbook that restarts
 * @param target of the runbook
 */
record Kept(@Nullable String webhook, @Nullable String runbook, @Nullable String target) {

  static final Kept NOTHING = new Kept(null, null, null);
}
