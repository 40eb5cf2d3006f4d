/** Running what is due, once, whatever replicas there are. */
@NullMarked
package io.vigia.watcher.run;

import org.jspecify.annotations.NullMarked;
