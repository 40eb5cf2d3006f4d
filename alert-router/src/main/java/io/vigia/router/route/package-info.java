/** Who is to know: the routing tree and the receivers, read from files. */
@NullMarked
package io.vigia.router.route;

import org.jspecify.annotations.NullMarked;
