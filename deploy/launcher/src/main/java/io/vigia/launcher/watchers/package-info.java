/** Watchers in the terminal: made in a dialogue, tried out, applied from files. */
@NullMarked
package io.vigia.launcher.watchers;

import org.jspecify.annotations.NullMarked;
