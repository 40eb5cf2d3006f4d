package io.vigia.router.push;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Keyring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.RouterConfig;
import io.vigia.router.push.MonitorStore.Event;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Jobs that report by a URL: cron jobs and whatever else can ask for an address. */
@Path("/api/v1/push-monitors")
class PushMonitorResource {

  private static final int MOST = 1000;
  private static final int TOKEN_BYTES = 32;

  private final MonitorStore store;
  private final RouterConfig config;
  private final CallerWiring caller;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  PushMonitorResource(MonitorStore store, RouterConfig config, CallerWiring caller, Clock clock) {
    this.store = store;
    this.config = config;
    this.caller = caller;
    this.clock = clock;
  }

  /** By name. */
  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<MonitorView>> all(
      @QueryParam("limit") @DefaultValue("1000") int limit,
      @QueryParam("after") @DefaultValue("") String after) {
    if (limit < 1 || limit > MOST) {
      throw Refusal.invalid("limit", "1 to " + MOST + " are possible");
    }
    if (after.indexOf('\0') >= 0) {
      throw Refusal.invalid("after", "the name of a push monitor is expected");
    }
    return store
        .all(caller.tenant(), after, limit)
        .map(all -> all.stream().map(m -> MonitorView.of(m, null, null)).toList());
  }

  /** With its last reports. */
  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEW)
  public Uni<MonitorView> one(String id) {
    return found(id)
        .chain(
            monitor ->
                store.pings(monitor.id()).map(pings -> MonitorView.of(monitor, null, pings)));
  }

  /** The answer alone holds the URL: what is kept of its token is a digest. */
  @POST
  @ResponseStatus(201)
  @RolesAllowed(Role.OPERATE)
  public Uni<MonitorView> create(@Nullable PostableMonitor posted) {
    if (posted == null) {
      throw Refusal.invalid("body", "a push monitor is expected");
    }
    Monitor monitor =
        posted.monitor(UUID.randomUUID(), caller.tenant(), caller.caller().name(), now());
    String token = token();
    return store
        .create(caller.caller(), monitor, Keyring.sha256(token))
        .replaceWith(() -> MonitorView.of(monitor, url(token), null));
  }

  /** A new URL; the one before is unknown from now on. */
  @POST
  @Path("{id}/rotate")
  @RolesAllowed(Role.OPERATE)
  public Uni<MonitorView> rotate(String id) {
    Caller by = caller.caller();
    String token = token();
    return found(id)
        .call(m -> store.token(by, "push-monitor.rotate", m, Keyring.sha256(token)))
        .map(m -> MonitorView.of(m, url(token), null));
  }

  /** No URL, until it is rotated. */
  @POST
  @Path("{id}/revoke")
  @RolesAllowed(Role.OPERATE)
  public Uni<MonitorView> revoke(String id) {
    Caller by = caller.caller();
    return found(id)
        .call(m -> store.token(by, "push-monitor.revoke", m, Keyring.sha256(token())))
        .map(m -> MonitorView.of(m, null, null));
  }

  /** Nobody is told of it, and what was told is over. */
  @POST
  @Path("{id}/pause")
  @RolesAllowed(Role.OPERATE)
  public Uni<MonitorView> pause(String id) {
    return switched(id, true);
  }

  /** From now on it has its full time. */
  @POST
  @Path("{id}/resume")
  @RolesAllowed(Role.OPERATE)
  public Uni<MonitorView> resume(String id) {
    return switched(id, false);
  }

  private Uni<MonitorView> switched(String id, boolean paused) {
    Instant now = now();
    Caller by = caller.caller();
    String action = paused ? "push-monitor.pause" : "push-monitor.resume";
    return found(id)
        .chain(
            monitor ->
                store.change(
                    by,
                    action,
                    monitor.id(),
                    now,
                    current -> {
                      Job.Step step = current.job().anew(now);
                      return current.paused() == paused
                          ? Optional.empty()
                          : Optional.of(new Event(step, paused, null, step.next().due(now)));
                    }))
        .map(monitor -> MonitorView.of(monitor.orElseThrow(() -> unknown(id)), null, null));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> delete(String id) {
    return store
        .delete(caller.caller(), uuid(id), now())
        .invoke(
            known -> {
              if (!known) {
                throw unknown(id);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Monitor> found(String id) {
    return store
        .find(caller.tenant(), uuid(id))
        .map(monitor -> monitor.orElseThrow(() -> unknown(id)));
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw unknown(id);
    }
  }

  private static Refusal unknown(String id) {
    return Refusal.notFound("push monitor", id);
  }

  private String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String url(String token) {
    return config.externalUrl().resolve("/push/" + token).toString();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
