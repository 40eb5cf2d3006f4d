/** One round over all targets on the clock, and what it has to tell. */
@NullMarked
package io.vigia.agent.cycle;

import org.jspecify.annotations.NullMarked;
