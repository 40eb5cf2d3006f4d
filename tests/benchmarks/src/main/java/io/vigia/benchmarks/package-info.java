/** The programs that {@code ./vigia bench} starts. Nothing here is timed by a test. */
@NullMarked
package io.vigia.benchmarks;

import org.jspecify.annotations.NullMarked;
