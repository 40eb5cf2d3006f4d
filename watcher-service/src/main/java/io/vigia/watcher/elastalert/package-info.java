/** Rules of ElastAlert, read into definitions, with a report of what changes on the way. */
@NullMarked
package io.vigia.watcher.elastalert;

import org.jspecify.annotations.NullMarked;
