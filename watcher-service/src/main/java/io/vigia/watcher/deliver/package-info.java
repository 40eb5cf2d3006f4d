/** Who hears of a change besides the router: texts, destinations, and tries until it is told. */
@NullMarked
package io.vigia.watcher.deliver;

import org.jspecify.annotations.NullMarked;
