/** A small blocking client of Elasticsearch and OpenSearch. */
@NullMarked
package io.vigia.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
