/** Freshness monitors: watchers that tell when data stops coming, with the switches of r4. */
@NullMarked
package io.vigia.watcher.fresh;

import org.jspecify.annotations.NullMarked;
