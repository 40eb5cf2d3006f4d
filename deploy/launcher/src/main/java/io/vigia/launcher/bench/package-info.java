/** Figures, each with its raw samples and one JSON line. */
@NullMarked
package io.vigia.launcher.bench;

import org.jspecify.annotations.NullMarked;
