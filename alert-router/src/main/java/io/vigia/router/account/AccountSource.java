package io.vigia.router.account;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerSource;
import io.vigia.kit.identity.Keyring;
import io.vigia.kit.identity.Login;
import io.vigia.kit.store.NotifyClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the keys and people of the tables. Who was recognised stays so for some seconds
 * without a look, unless something changed: what a replica is not told of at once, it knows after
 * those.
 */
@Startup(AccountSource.BEFORE_CHANGES_ARE_HEARD)
@ApplicationScoped
class AccountSource implements CallerSource {

  static final int BEFORE_CHANGES_ARE_HEARD = 100;

  private static final Duration GOOD_FOR = Duration.ofSeconds(20);
  private static final int REMEMBERED = 10_000;

  private record Seen(Known known, Instant until) {}

  private final AccountStore accounts;
  private final ApiKeyStore keys;
  private final Clock clock;
  private final UUID salt = UUID.randomUUID();
  private final HashingWiring hashing;
  private final Map<String, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Counts the changes: what was looked up before one says nothing after it. */
  private long changes;

  AccountSource(
      AccountStore accounts,
      ApiKeyStore keys,
      HashingWiring hashing,
      NotifyClient notify,
      Clock clock) {
    this.hashing = hashing;
    this.accounts = accounts;
    this.keys = keys;
    this.clock = clock;
    notify.listen(TenantStore.CHANNEL, this::forget);
  }

  @Override
  public Uni<Optional<Known>> find(Login login) {
    String digest = Keyring.sha256(salt + login.user().orElse("") + "\n" + login.secret());
    Optional<Known> recent = recent(digest);
    if (recent.isPresent()) {
      return Uni.createFrom().item(recent);
    }
    long before = changes();
    return byKey(login)
        .chain(found -> found.isPresent() ? Uni.createFrom().item(found) : byPassword(login))
        .invoke(found -> found.ifPresent(known -> remember(digest, known, before)))
        .map(found -> found.map(Seen::known));
  }

  private Uni<Optional<Seen>> byKey(Login login) {
    if (!ApiKey.isLike(login.secret())) {
      return Uni.createFrom().item(Optional.empty());
    }
    return keys.use(Keyring.sha256(login.secret()))
        .map(found -> found.map(key -> seen(new Known(key.caller(), false), key.expiresAt())));
  }

  private Seen seen(Known known, @Nullable Instant end) {
    Instant until = clock.instant().plus(GOOD_FOR);
    return new Seen(known, end != null && end.isBefore(until) ? end : until);
  }

  private Uni<Optional<Seen>> byPassword(Login login) {
    Optional<String> name = login.user().filter(Names::isName);
    return name.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : accounts.login(name.get()).chain(found -> verified(found, login.secret()));
  }

  /** Of a name that nobody has a hash is made too: how long it takes tells nothing. */
  private Uni<Optional<Seen>> verified(Optional<AccountStore.Login> found, String password) {
    return hashing
        .isOf(found.map(AccountStore.Login::password).orElse(PasswordHash.NOBODYS), password)
        .map(
            isRight ->
                found
                    .filter(known -> isRight)
                    .map(known -> seen(new Known(known.account().caller(), true), null)));
  }

  private synchronized Optional<Known> recent(String digest) {
    return Optional.ofNullable(seen.get(digest))
        .filter(known -> known.until().isAfter(clock.instant()))
        .map(Seen::known);
  }

  private synchronized void remember(String digest, Seen known, long before) {
    if (before == changes) {
      seen.put(digest, known);
    }
  }

  private synchronized long changes() {
    return changes;
  }

  private synchronized void forget() {
    changes++;
    seen.clear();
  }
}
