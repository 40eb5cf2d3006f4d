/** HTTP to addresses that a user wrote: where it may go, and that it goes there. */
@NullMarked
package io.vigia.kit.outbound;

import org.jspecify.annotations.NullMarked;
