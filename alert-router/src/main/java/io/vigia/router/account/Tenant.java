package io.vigia.router.account;

import java.time.Instant;

/**
 * A tenant that has users or keys here.
 *
 * @param enabled whether its users and keys are let in; keys of the configuration always are
 */
record Tenant(String name, String title, boolean enabled, Instant createdAt, String createdBy) {}
