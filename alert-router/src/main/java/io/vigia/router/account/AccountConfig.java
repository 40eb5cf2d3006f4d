package io.vigia.router.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of tenants, users and keys. */
@ConfigMapping(prefix = "vigia.router.accounts")
public interface AccountConfig {

  /** The tenant of those who run Vigía: its admins administer the others. */
  @WithDefault("default")
  String houseTenant();

  /** Users of one tenant. */
  @WithDefault("1000")
  int users();

  /** Keys of one tenant. */
  @WithDefault("1000")
  int keys();

  /** Tenants in all. */
  @WithDefault("1000")
  int tenants();
}
