/** Repairs what it may, and proves that the repair worked. */
@NullMarked
package io.vigia.remediation;

import org.jspecify.annotations.NullMarked;
