/** Stands before the cluster: counts searches and keeps some of them waiting. */
@NullMarked
package io.vigia.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
