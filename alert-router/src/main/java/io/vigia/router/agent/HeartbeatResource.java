package io.vigia.router.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.agent.PostedHeartbeat.Defaults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Heartbeats of agents that speak HTTP. They are stored here and now: Kafka may be away. */
@Path("/api/v1/heartbeats")
class HeartbeatResource {

  private final HeartbeatsMapper mapper;
  private final ReceptionStore reception;
  private final DeadManConfig config;
  private final CallerWiring caller;
  private final Clock clock;

  HeartbeatResource(
      HeartbeatsMapper mapper,
      ReceptionStore reception,
      DeadManConfig config,
      CallerWiring caller,
      Clock clock) {
    this.mapper = mapper;
    this.reception = reception;
    this.config = config;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * @param agent who sends it, if the body does not say so; else the key's name
   * @return a {@link WorkerStatus} with its code as status
   */
  @POST
  @RolesAllowed(Role.OPERATE)
  public Uni<RestResponse<WorkerStatus>> post(
      @Nullable JsonNode posted, @HeaderParam("X-Agent") @Nullable String agent) {
    if (posted == null || posted.isNull()) {
      throw Refusal.invalid("body", "a heartbeat or a list of them is expected");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var defaults =
        new Defaults(
            caller.tenant(),
            agent == null || agent.isBlank() ? caller.caller().name() : agent,
            config.postedEvery(),
            now);
    var read = mapper.read(posted, defaults);
    if (read.heartbeats().isEmpty()) {
      throw Refusal.invalid("body", "at least one heartbeat is expected");
    }
    return reception
        .take(read, now)
        .map(status -> ResponseBuilder.<WorkerStatus>create(status.code()).entity(status).build());
  }
}
