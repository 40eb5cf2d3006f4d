package io.vigia.router.account;

import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.Role;
import java.time.Instant;

/** A person who may log in, without the password. */
record Account(
    String name, String tenant, String role, boolean enabled, Instant createdAt, String createdBy) {

  Caller caller() {
    return new Caller(name, tenant, Role.parse(role));
  }

  Account with(Role newRole, boolean isEnabled) {
    return new Account(name, tenant, newRole.wireName(), isEnabled, createdAt, createdBy);
  }
}
