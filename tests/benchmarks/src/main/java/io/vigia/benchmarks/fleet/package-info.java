/** The watchers of a run. */
@NullMarked
package io.vigia.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
