/** Who calls: keys, roles and tenants, the same in every service. */
@NullMarked
package io.vigia.kit.identity;

import org.jspecify.annotations.NullMarked;
