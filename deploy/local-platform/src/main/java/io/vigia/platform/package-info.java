/**
 * Real Kafka, PostgreSQL and OpenSearch in one forked JVM, and the plain JDK code that starts and
 * finds it.
 */
@NullMarked
package io.vigia.platform;

import org.jspecify.annotations.NullMarked;
