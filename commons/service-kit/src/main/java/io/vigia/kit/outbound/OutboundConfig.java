package io.vigia.kit.outbound;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Where HTTP to addresses that a user wrote may go. */
@ConfigMapping(prefix = "vigia.outbound")
interface OutboundConfig {

  /** Addresses and ranges that are not refused, such as {@code 169.254.20.0/24,fe80::/10}. */
  Optional<List<Cidr>> allowed();
}
