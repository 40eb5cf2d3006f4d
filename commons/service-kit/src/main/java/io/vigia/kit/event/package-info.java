/** CloudEvents in and out of Kafka: publishing, batch intake, dead letters. */
@NullMarked
package io.vigia.kit.event;

import org.jspecify.annotations.NullMarked;
