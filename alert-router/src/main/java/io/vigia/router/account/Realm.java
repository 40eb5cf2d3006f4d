package io.vigia.router.account;

import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which tenants a caller administers: its own, or all if it belongs to the house. A decision.
 *
 * @param house the tenant of those who run Vigía
 */
record Realm(Caller caller, String house) {

  boolean isWhole() {
    return caller.role() == Role.ADMIN && caller.tenant().equals(house);
  }

  /**
   * The tenant that a request is about.
   *
   * @param asked null or empty: the caller's own
   * @throws Refusal (403) when it is not the caller's to administer
   */
  String tenant(@Nullable String asked) {
    String tenant = asked == null || asked.isEmpty() ? caller.tenant() : asked;
    if (!tenant.equals(caller.tenant())) {
      requireWhole();
    }
    return tenant;
  }

  void requireWhole() {
    if (!isWhole()) {
      throw Refusal.of(
          Problem.of(
              403,
              "forbidden",
              "Not yours to administer",
              "Only admins of the tenant '" + house + "' administer other tenants."));
    }
  }
}
