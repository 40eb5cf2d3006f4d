package io.vigia.router.account;

import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.Role;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key, without what must be known to use it.
 *
 * @param expiresAt null if it never does
 * @param lastUsedAt to about a minute; null before its first use
 */
record ApiKey(
    UUID id,
    String tenant,
    String name,
    String role,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  private static final Pattern FORM = Pattern.compile("vk_[A-Za-z0-9_-]{43}");

  /** Whether a secret may be a key: others need not be looked up. */
  static boolean isLike(String secret) {
    return FORM.matcher(secret).matches();
  }

  Caller caller() {
    return new Caller(name, tenant, Role.parse(role));
  }
}
