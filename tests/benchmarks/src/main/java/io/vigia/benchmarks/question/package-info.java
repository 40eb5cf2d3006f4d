/** What watchers ask: once as they are defined, once as a search written by hand. */
@NullMarked
package io.vigia.benchmarks.question;

import org.jspecify.annotations.NullMarked;
