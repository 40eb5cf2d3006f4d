/** The command line of {@code ./vigia}. */
@NullMarked
package io.vigia.launcher;

import org.jspecify.annotations.NullMarked;
