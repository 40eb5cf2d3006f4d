/** Asks the data whether something is wrong. */
@NullMarked
package io.vigia.watcher;

import org.jspecify.annotations.NullMarked;
