/** The documents that are asked about: made from a seed, loaded once, kept between runs. */
@NullMarked
package io.vigia.benchmarks.data;

import org.jspecify.annotations.NullMarked;
