/** One address for all services: {@code /services/NAME/*}, vouched for by a short-lived token. */
@NullMarked
package io.vigia.router.gateway;

import org.jspecify.annotations.NullMarked;
