/** A mixed load while processes are killed, and the account of what became of it. */
@NullMarked
package io.vigia.launcher.soak;

import org.jspecify.annotations.NullMarked;
