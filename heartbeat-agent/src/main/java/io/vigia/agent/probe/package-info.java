/** Looking: one file per kind of probe. */
@NullMarked
package io.vigia.agent.probe;

import org.jspecify.annotations.NullMarked;
