/** Every series with its running statistics. */
@NullMarked
package io.vigia.anomaly.series;

import org.jspecify.annotations.NullMarked;
