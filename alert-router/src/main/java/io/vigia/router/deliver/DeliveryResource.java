package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.deliver.LetterStore.Selection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was sent to whom, why, and what became of it; and sending it again. */
@Path("/api/v1/deliveries")
class DeliveryResource {

  /**
   * @param replayed how many were sent on their way again
   * @param more whether others are left that the selection meets
   */
  record Replayed(int replayed, boolean more) {}

  private final LetterStore store;
  private final CallerWiring caller;
  private final Clock clock;

  DeliveryResource(LetterStore store, CallerWiring caller, Clock clock) {
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<DeliveryView>> latest(
      @QueryParam("status") @Nullable String status,
      @QueryParam("receiver") @Nullable String receiver,
      @QueryParam("integration") @Nullable String integration,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    if (status != null && !LetterStore.STATUSES.contains(status)) {
      throw Refusal.invalid("status", "is one of " + String.join(", ", LetterStore.STATUSES));
    }
    return store.list(new Selection(caller.tenant(), status, receiver, integration), limit);
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEW)
  public Uni<DeliveryView> one(@PathParam("id") String id) {
    return one(caller.tenant(), id);
  }

  private Uni<DeliveryView> one(String tenant, String id) {
    return store
        .one(tenant, uuid(id))
        .map(found -> found.orElseThrow(() -> Refusal.notFound("delivery", id)));
  }

  /**
   * Sends a dead delivery again, with its id.
   *
   * @param force also one that waits, was skipped or held back: at once, past throttle and limit
   */
  @POST
  @Path("{id}/replay")
  @RolesAllowed(Role.OPERATE)
  public Uni<DeliveryView> replay(
      @PathParam("id") String id, @QueryParam("force") @DefaultValue("false") boolean force) {
    String tenant = caller.tenant();
    return store
        .replay(caller.caller(), uuid(id), force, clock.instant())
        .chain(done -> one(tenant, id).invoke(view -> refuseUnless(done, view, force)));
  }

  private static void refuseUnless(boolean done, DeliveryView view, boolean force) {
    if (!done) {
      throw Refusal.conflict(
          "the delivery is "
              + view.status()
              + "; "
              + (force ? "it was told, or is being told now" : "only dead ones are sent again"));
    }
  }

  /** Sends all dead deliveries of the caller's tenant again, or those of a receiver. */
  @POST
  @Path("replay")
  @RolesAllowed(Role.OPERATE)
  public Uni<Replayed> replayDead(
      @QueryParam("receiver") @Nullable String receiver,
      @QueryParam("integration") @Nullable String integration) {
    var selection = new Selection(caller.tenant(), "dead", receiver, integration);
    return store
        .replayDead(selection, caller.caller(), clock.instant())
        .map(count -> new Replayed(count, count == LetterStore.MOST));
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("delivery", text);
    }
  }
}
