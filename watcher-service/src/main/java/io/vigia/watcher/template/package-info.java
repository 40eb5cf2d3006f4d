/** What can be asked of an index: one file per template. */
@NullMarked
package io.vigia.watcher.template;

import org.jspecify.annotations.NullMarked;
