/** Believing: the one machine that turns findings into changes of state. */
@NullMarked
package io.vigia.agent.debounce;

import org.jspecify.annotations.NullMarked;
