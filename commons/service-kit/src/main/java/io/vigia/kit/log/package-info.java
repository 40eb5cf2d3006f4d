/** The service's own JSON log, shipped into OpenSearch so that the suite watches itself. */
@NullMarked
package io.vigia.kit.log;

import org.jspecify.annotations.NullMarked;
