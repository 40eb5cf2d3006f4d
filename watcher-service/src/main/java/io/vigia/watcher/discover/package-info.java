/** What is to be watched for freshness is found where services are configured. */
@NullMarked
package io.vigia.watcher.discover;

import org.jspecify.annotations.NullMarked;
