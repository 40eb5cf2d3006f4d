package io.vigia.router.mute;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.match.Filter;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.mute.Silence.State;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Alertmanager's API v2: silences. */
@Path("/api/v2")
class SilenceResource {

  record Created(String silenceID) {}

  private final SilenceStore store;
  private final CallerWiring caller;
  private final Clock clock;

  SilenceResource(SilenceStore store, CallerWiring caller, Clock clock) {
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  /** Those in force, the first to end first; then those to come; then those that are over. */
  @GET
  @Path("silences")
  @RolesAllowed(Role.VIEW)
  public Uni<List<GettableSilence>> list(@QueryParam("filter") List<String> filters) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Filter filter = Filter.parse(filters);
    return store
        .all(caller.tenant())
        .map(
            silences ->
                silences.stream()
                    .filter(silence -> filter.takes(wanted(silence)))
                    .sorted(order(now))
                    .map(silence -> GettableSilence.of(silence, now))
                    .toList());
  }

  @POST
  @Path("silences")
  @ResponseStatus(200)
  @RolesAllowed(Role.OPERATE)
  public Uni<Created> save(@Nullable PostableSilence posted) {
    if (posted == null) {
      throw Refusal.invalid("body", "a silence is expected");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String id = posted.id();
    Optional<UUID> former = id == null || id.isEmpty() ? Optional.empty() : Optional.of(uuid(id));
    return store
        .save(caller.caller(), former, posted.silence(UUID.randomUUID(), caller.tenant(), now), now)
        .map(saved -> new Created(saved.toString()));
  }

  @GET
  @Path("silence/{id}")
  @RolesAllowed(Role.VIEW)
  public Uni<GettableSilence> get(@PathParam("id") String id) {
    return store
        .find(caller.tenant(), uuid(id))
        .map(found -> found.orElseThrow(() -> Refusal.notFound("silence", id)))
        .map(silence -> GettableSilence.of(silence, clock.instant()));
  }

  @DELETE
  @Path("silence/{id}")
  @ResponseStatus(200)
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> expire(@PathParam("id") String id) {
    return store.expire(caller.caller(), uuid(id), clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private static Map<String, String> wanted(Silence silence) {
    var wanted = new HashMap<String, String>();
    silence.matchers().forEach(matcher -> wanted.put(matcher.label(), matcher.wanted()));
    return wanted;
  }

  private static Comparator<Silence> order(Instant now) {
    return Comparator.<Silence, State>comparing(silence -> silence.state(now))
        .thenComparing(
            (a, b) ->
                switch (a.state(now)) {
                  case ACTIVE -> a.endsAt().compareTo(b.endsAt());
                  case PENDING -> a.startsAt().compareTo(b.startsAt());
                  case EXPIRED -> b.endsAt().compareTo(a.endsAt());
                });
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("silence", id);
    }
  }
}
