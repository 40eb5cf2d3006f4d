/** The clusters: how they are reached, what they can, and honest answers. */
@NullMarked
package io.vigia.watcher.cluster;

import org.jspecify.annotations.NullMarked;
