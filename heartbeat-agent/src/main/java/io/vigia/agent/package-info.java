/**
 * One per host: probes what is near, tells what changed, loses nothing while the centre is away.
 */
@NullMarked
package io.vigia.agent;

import org.jspecify.annotations.NullMarked;
