/** The first page: what fires now. */
@NullMarked
package io.vigia.router.page;

import org.jspecify.annotations.NullMarked;
