/** The switch that stops every repair of a tenant. */
@NullMarked
package io.vigia.remediation.killswitch;

import org.jspecify.annotations.NullMarked;
