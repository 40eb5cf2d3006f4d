package io.vigia.router.account;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.account.AccountStore.Login;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The people of a tenant, for its admins; the own password for everyone. */
@Path("/api/v1")
class AccountResource {

  /**
   * @param tenant the caller's own if absent
   */
  record NewUser(
      @Nullable String name,
      @Nullable String tenant,
      @Nullable String role,
      @Nullable String password) {}

  /** What is absent stays as it is. */
  record UserChange(@Nullable String role, @Nullable Boolean enabled, @Nullable String password) {}

  record NewPassword(@Nullable String current, @Nullable String password) {}

  /** Who a request is from. */
  record Me(String name, String tenant, Role role) {
    static Me of(Caller caller) {
      return new Me(caller.name(), caller.tenant(), caller.role());
    }
  }

  private final AccountStore store;
  private final RealmWiring realm;
  private final Clock clock;
  private final HashingWiring hashing;

  AccountResource(AccountStore store, RealmWiring realm, HashingWiring hashing, Clock clock) {
    this.hashing = hashing;
    this.store = store;
    this.realm = realm;
    this.clock = clock;
  }

  @GET
  @Path("me")
  @RolesAllowed(Role.VIEW)
  public Me me() {
    return Me.of(realm.realm().caller());
  }

  @PUT
  @Path("me/password")
  @RolesAllowed(Role.VIEW)
  public Uni<Void> password(@Nullable NewPassword posted) {
    NewPassword wish = Names.given(posted);
    Caller caller = realm.realm().caller();
    String password = Names.password("password", wish.password());
    return store
        .login(caller.name())
        .chain(found -> isOf(found, caller, String.valueOf(wish.current())))
        .invoke(
            isRight -> {
              if (!isRight) {
                throw Refusal.invalid("current", "it is not the password of the user who asks");
              }
            })
        .chain(() -> hashing.hash(password))
        .chain(
            hash ->
                store.update(
                    caller, caller.tenant(), caller.name(), account -> account, Optional.of(hash)))
        .replaceWithVoid();
  }

  /**
   * By name.
   *
   * @param tenant the caller's own if absent
   */
  @GET
  @Path("users")
  @RolesAllowed(Role.ADMINISTER)
  public Uni<List<Account>> all(@QueryParam("tenant") @Nullable String tenant) {
    return store.all(realm.realm().tenant(tenant));
  }

  @POST
  @Path("users")
  @ResponseStatus(201)
  @RolesAllowed(Role.ADMINISTER)
  public Uni<Account> create(@Nullable NewUser posted) {
    NewUser wish = Names.given(posted);
    Realm own = realm.realm();
    String password = Names.password("password", wish.password());
    var account =
        new Account(
            Names.name("name", wish.name()),
            own.tenant(wish.tenant()),
            Names.role(wish.role()).wireName(),
            true,
            clock.instant(),
            own.caller().name());
    return hashing.hash(password).chain(hash -> store.create(own.caller(), account, hash));
  }

  @PUT
  @Path("users/{name}")
  @RolesAllowed(Role.ADMINISTER)
  public Uni<Account> update(
      @PathParam("name") String name,
      @QueryParam("tenant") @Nullable String tenant,
      @Nullable UserChange posted) {
    UserChange change = Names.given(posted);
    Realm own = realm.realm();
    String of = own.tenant(tenant);
    Optional<Role> role = Optional.ofNullable(change.role()).map(Names::role);
    Uni<Optional<PasswordHash>> password =
        change.password() == null
            ? Uni.createFrom().item(Optional.empty())
            : hashing.hash(Names.password("password", change.password())).map(Optional::of);
    return password.chain(
        hash ->
            store.update(
                own.caller(),
                of,
                name,
                account ->
                    account.with(
                        role.orElseGet(() -> Role.parse(account.role())),
                        Optional.ofNullable(change.enabled()).orElse(account.enabled())),
                hash));
  }

  @DELETE
  @Path("users/{name}")
  @RolesAllowed(Role.ADMINISTER)
  public Uni<Void> delete(
      @PathParam("name") String name, @QueryParam("tenant") @Nullable String tenant) {
    return store.delete(realm.realm().caller(), realm.realm().tenant(tenant), name);
  }

  private Uni<Boolean> isOf(Optional<Login> found, Caller caller, String password) {
    return found
        .filter(login -> login.account().caller().equals(caller))
        .map(login -> hashing.isOf(login.password(), password))
        .orElseGet(() -> Uni.createFrom().item(false));
  }
}
