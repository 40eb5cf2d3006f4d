/** Agents that report, die, come back, repeat themselves, and what is said of them. */
@NullMarked
package io.vigia.benchmarks.deadman;

import org.jspecify.annotations.NullMarked;
