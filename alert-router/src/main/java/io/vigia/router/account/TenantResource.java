package io.vigia.router.account;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Tenants, for the admins of the house. */
@Path("/api/v1/tenants")
class TenantResource {

  private static final int LONGEST_TITLE = 200;

  record NewTenant(@Nullable String name, @Nullable String title) {}

  record TenantChange(@Nullable String title, @Nullable Boolean enabled) {}

  private final TenantStore store;
  private final RealmWiring realm;

  TenantResource(TenantStore store, RealmWiring realm) {
    this.store = store;
    this.realm = realm;
  }

  /** By name. */
  @GET
  @RolesAllowed(Role.ADMINISTER)
  public Uni<List<Tenant>> all() {
    realm.realm().requireWhole();
    return store.all();
  }

  @POST
  @ResponseStatus(201)
  @RolesAllowed(Role.ADMINISTER)
  public Uni<Tenant> create(@Nullable NewTenant posted) {
    NewTenant wish = Names.given(posted);
    realm.realm().requireWhole();
    String name = Names.name("name", wish.name());
    return store.create(
        realm.realm().caller(), name, title(wish.title() == null ? name : wish.title()));
  }

  /** A tenant that is not enabled is not let in; the keys of the configuration are. */
  @PUT
  @Path("{name}")
  @RolesAllowed(Role.ADMINISTER)
  public Uni<Tenant> update(@PathParam("name") String name, @Nullable TenantChange posted) {
    TenantChange change = Names.given(posted);
    realm.realm().requireWhole();
    Boolean enabled = change.enabled();
    if (enabled == null) {
      throw Refusal.invalid("enabled", "true or false is expected");
    }
    return store.update(
        realm.realm().caller(),
        name,
        title(change.title() == null ? name : change.title()),
        enabled);
  }

  private static String title(String title) {
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw Refusal.invalid("title", "1 to " + LONGEST_TITLE + " characters");
    }
    return title;
  }
}
