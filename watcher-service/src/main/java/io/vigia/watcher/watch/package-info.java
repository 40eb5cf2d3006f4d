/** The watchers: what is watched, how often, by which template. */
@NullMarked
package io.vigia.watcher.watch;

import org.jspecify.annotations.NullMarked;
