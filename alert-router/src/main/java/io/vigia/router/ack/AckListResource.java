package io.vigia.router.ack;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been taken on, and a whole group at once. */
@Path("/api/v1/acks")
class AckListResource {

  /**
   * @param groupKey as notifications name the group
   */
  record GroupAckRequest(
      @Nullable String groupKey,
      @Nullable String note,
      @Nullable Instant until,
      @JsonProperty("for") @Nullable String time) {

    AckRequest ack() {
      return new AckRequest(note, until, time);
    }
  }

  private final AckStore acks;
  private final AckConfig config;
  private final CallerWiring caller;
  private final Clock clock;

  AckListResource(AckStore acks, AckConfig config, CallerWiring caller, Clock clock) {
    this.acks = acks;
    this.config = config;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<Ack>> inForce(
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return acks.inForce(caller.tenant(), limit, clock.instant());
  }

  /** The caller takes on all alerts of the group that fire now, not those to come. */
  @POST
  @RolesAllowed(Role.OPERATE)
  public Uni<List<Ack>> acknowledgeGroup(@Nullable GroupAckRequest posted) {
    if (posted == null || posted.groupKey() == null) {
      throw Refusal.invalid("groupKey", "the key of a group is expected");
    }
    if (posted.groupKey().indexOf('\0') >= 0) {
      throw Refusal.notFound("group", posted.groupKey());
    }
    Instant now = clock.instant();
    return acks.acknowledgeGroup(
        caller.caller(),
        posted.groupKey(),
        posted.ack().wish(caller.caller().name(), config.lasts(), config.atMost(), now),
        now);
  }
}
