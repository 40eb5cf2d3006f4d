/** Counts of what was done, under Alertmanager's names. */
@NullMarked
package io.vigia.router.tally;

import org.jspecify.annotations.NullMarked;
