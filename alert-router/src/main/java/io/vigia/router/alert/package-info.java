/** What fires: alerts taken in over Kafka and HTTP, merged into one state each. */
@NullMarked
package io.vigia.router.alert;

import org.jspecify.annotations.NullMarked;
