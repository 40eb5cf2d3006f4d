/** What every service needs from Quarkus, so that a service holds its own features only. */
@NullMarked
package io.vigia.kit;

import org.jspecify.annotations.NullMarked;
