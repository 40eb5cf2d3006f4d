package io.vigia.router.account;

import io.vigia.kit.identity.CallerWiring;
import jakarta.enterprise.context.ApplicationScoped;

/** What the caller of the present request administers. */
@ApplicationScoped
class RealmWiring {

  private final CallerWiring caller;
  private final AccountConfig config;

  RealmWiring(CallerWiring caller, AccountConfig config) {
    this.caller = caller;
    this.config = config;
  }

  Realm realm() {
    return new Realm(caller.caller(), config.houseTenant());
  }
}
