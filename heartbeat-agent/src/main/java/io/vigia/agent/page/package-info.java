/** Paging: the agent's own webhook, for when the router cannot speak. */
@NullMarked
package io.vigia.agent.page;

import org.jspecify.annotations.NullMarked;
