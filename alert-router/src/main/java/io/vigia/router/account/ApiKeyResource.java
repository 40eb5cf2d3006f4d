package io.vigia.router.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.Keyring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Keys for programs. */
@Path("/api/v1/keys")
class ApiKeyResource {

  private static final int KEY_BYTES = 32;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * @param tenant the caller's own if absent
   * @param expiresAt never if absent
   */
  record NewKey(
      @Nullable String name,
      @Nullable String tenant,
      @Nullable String role,
      @Nullable Instant expiresAt) {}

  /**
   * @param key shown this once
   */
  record Created(String key, @JsonUnwrapped ApiKey of) {}

  private final ApiKeyStore store;
  private final RealmWiring realm;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  ApiKeyResource(ApiKeyStore store, RealmWiring realm, Clock clock) {
    this.store = store;
    this.realm = realm;
    this.clock = clock;
  }

  /**
   * By name.
   *
   * @param tenant the caller's own if absent
   */
  @GET
  @RolesAllowed(Role.ADMINISTER)
  public Uni<List<ApiKey>> all(@QueryParam("tenant") @Nullable String tenant) {
    return store.all(realm.realm().tenant(tenant));
  }

  @POST
  @ResponseStatus(201)
  @RolesAllowed(Role.ADMINISTER)
  public Uni<Created> create(@Nullable NewKey posted) {
    NewKey wish = Names.given(posted);
    Realm own = realm.realm();
    Instant now = clock.instant();
    Instant end = wish.expiresAt();
    if (end != null && (!end.isAfter(now) || end.isAfter(now.plus(LONGEST)))) {
      throw Refusal.invalid("expiresAt", "it must lie within the next 100 years");
    }
    var key =
        new ApiKey(
            UUID.randomUUID(),
            own.tenant(wish.tenant()),
            Names.name("name", wish.name()),
            Names.role(wish.role()).wireName(),
            now,
            own.caller().name(),
            end,
            null);
    String secret = secret();
    return store
        .create(own.caller(), key, Keyring.sha256(secret))
        .map(created -> new Created(secret, created));
  }

  /** From now on nobody is let in by it. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.ADMINISTER)
  public Uni<Void> revoke(
      @PathParam("id") String id, @QueryParam("tenant") @Nullable String tenant) {
    return store.revoke(realm.realm().caller(), realm.realm().tenant(tenant), uuid(id));
  }

  private String secret() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return "vk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("key", id);
    }
  }
}
