/** Trying a definition out before it counts: is it right, what would it say now, and then. */
@NullMarked
package io.vigia.watcher.rehearse;

import org.jspecify.annotations.NullMarked;
