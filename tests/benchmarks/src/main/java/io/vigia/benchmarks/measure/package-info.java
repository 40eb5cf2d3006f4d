/** What came of a run: lag, missed windows, verdicts, CPU and memory. */
@NullMarked
package io.vigia.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
