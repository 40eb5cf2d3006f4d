/** Events in the local store until Kafka has them. */
@NullMarked
package io.vigia.agent.spool;

import org.jspecify.annotations.NullMarked;
