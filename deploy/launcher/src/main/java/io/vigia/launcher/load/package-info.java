/** Bulk-loading a person's own data into OpenSearch. */
@NullMarked
package io.vigia.launcher.load;

import org.jspecify.annotations.NullMarked;
