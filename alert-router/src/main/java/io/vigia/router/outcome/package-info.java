/** What became of the repairs that were asked for. */
@NullMarked
package io.vigia.router.outcome;

import org.jspecify.annotations.NullMarked;
