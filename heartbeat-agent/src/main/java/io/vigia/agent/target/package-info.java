/** What to look at: targets from configuration and from the reference agent's variables. */
@NullMarked
package io.vigia.agent.target;

import org.jspecify.annotations.NullMarked;
