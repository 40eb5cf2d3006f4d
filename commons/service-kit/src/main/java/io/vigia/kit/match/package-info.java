/** Label matchers, as Prometheus and Alertmanager write them. */
@NullMarked
package io.vigia.kit.match;

import org.jspecify.annotations.NullMarked;
