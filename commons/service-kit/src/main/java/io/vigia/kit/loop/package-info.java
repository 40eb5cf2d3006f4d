/** Work that comes round: one pass at a time, woken early when there is something to do. */
@NullMarked
package io.vigia.kit.loop;

import org.jspecify.annotations.NullMarked;
