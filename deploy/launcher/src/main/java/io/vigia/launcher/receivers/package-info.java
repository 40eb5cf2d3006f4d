/** Receivers of a running suite: the test button in the terminal. */
@NullMarked
package io.vigia.launcher.receivers;

import org.jspecify.annotations.NullMarked;
