/** Detached processes that are found again by another run of the launcher. */
@NullMarked
package io.vigia.launcher.process;

import org.jspecify.annotations.NullMarked;
