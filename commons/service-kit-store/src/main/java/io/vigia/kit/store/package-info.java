/** PostgreSQL for the services that have it: transactional outbox, leases, migrations, wake-ups. */
@NullMarked
package io.vigia.kit.store;

import org.jspecify.annotations.NullMarked;
