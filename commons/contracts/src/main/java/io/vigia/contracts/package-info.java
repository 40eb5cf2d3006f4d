/**
 * The events that cross Kafka, their topics and keys, and the identity of an alert. Plain Java: a
 * producer or consumer of another make can follow these records and {@code asyncapi.yaml}.
 */
@NullMarked
package io.vigia.contracts;

import org.jspecify.annotations.NullMarked;
