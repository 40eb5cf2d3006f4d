/** Tenants, the people of each, and their keys. */
@NullMarked
package io.vigia.router.account;

import org.jspecify.annotations.NullMarked;
