package io.vigia.router.incident;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Labels;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.incident.Timeline.Episode;
import io.vigia.router.incident.Timeline.Note;
import io.vigia.router.incident.Timeline.Sources;
import io.vigia.router.mute.SilenceHistoryStore;
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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Incidents, what happened in them, and how long they took. */
@Path("/api/v1/incidents")
class IncidentResource {

  private static final Duration SPAN = Duration.ofDays(30);
  private static final int MAX_NOTE = 4_000;

  /** Alerts, the newest, for which silences are looked up. */
  private static final int SILENCED = 100;

  record NoteRequest(@Nullable String text) {}

  private final IncidentListStore store;
  private final IncidentStatisticsStore statistics;
  private final NoteStore notes;
  private final SilenceHistoryStore silences;
  private final CallerWiring caller;
  private final Clock clock;

  IncidentResource(
      IncidentListStore store,
      IncidentStatisticsStore statistics,
      NoteStore notes,
      SilenceHistoryStore silences,
      CallerWiring caller,
      Clock clock) {
    this.store = store;
    this.statistics = statistics;
    this.notes = notes;
    this.silences = silences;
    this.caller = caller;
    this.clock = clock;
  }

  /** The newest first. */
  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<Incident>> list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("fingerprint") @Nullable String fingerprint,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    if (fingerprint != null && !fingerprint.matches("[0-9a-f]{16}")) {
      throw Refusal.invalid("fingerprint", "16 hexadecimal digits are expected");
    }
    return store.list(caller.tenant(), isOpen(state), Optional.ofNullable(fingerprint), limit);
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEW)
  public Uni<IncidentDetail> one(@PathParam("id") String id) {
    return store
        .find(caller.tenant(), uuid(id))
        .map(found -> found.orElseThrow(() -> Refusal.notFound("incident", id)))
        .chain(this::detail);
  }

  private Uni<IncidentDetail> detail(Incident incident) {
    UUID id = incident.id();
    Instant now = clock.instant();
    return store
        .episodes(id)
        .chain(
            episodes ->
                Uni.combine()
                    .all()
                    .unis(
                        store.told(id),
                        store.acks(id),
                        store.outcomes(id),
                        store.notes(id),
                        silences.between(
                            incident.tenant(),
                            incident.openedAt(),
                            incident.endedAt() == null ? now : incident.endedAt(),
                            labels(episodes)),
                        store.members(id))
                    .with(
                        (told, acks, outcomes, written, silenced, members) ->
                            new IncidentDetail(
                                incident,
                                members,
                                outcomes,
                                Timeline.of(
                                    new Sources(episodes, told, acks, outcomes, written, silenced),
                                    incident.closedAt(),
                                    now))));
  }

  private static LinkedHashSet<Labels> labels(List<Episode> episodes) {
    return episodes.stream()
        .map(Episode::labels)
        .distinct()
        .limit(SILENCED)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What a person found or did; the first one counts as the first human action. */
  @POST
  @Path("{id}/notes")
  @RolesAllowed(Role.OPERATE)
  public Uni<Note> note(@PathParam("id") String id, @Nullable NoteRequest posted) {
    String text = posted == null || posted.text() == null ? "" : posted.text();
    if (text.isBlank() || text.length() > MAX_NOTE || text.indexOf('\0') >= 0) {
      throw Refusal.invalid("text", "1 to " + MAX_NOTE + " characters, none of them NUL");
    }
    return notes.add(
        caller.caller(), uuid(id), new Note(caller.caller().name(), text, clock.instant()));
  }

  /** MTTD, MTTA and MTTR; of the last 30 days if nothing else is said. */
  @GET
  @Path("metrics")
  @RolesAllowed(Role.VIEW)
  public Uni<IncidentStatistics> metrics(
      @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
    Instant until = to == null ? clock.instant() : instant("to", to);
    Instant since = from == null ? until.minus(SPAN) : instant("from", from);
    if (!since.isBefore(until)) {
      throw Refusal.invalid("from", "it must lie before 'to'");
    }
    return statistics.between(caller.tenant(), since, until);
  }

  private static Optional<Boolean> isOpen(@Nullable String state) {
    if (state == null) {
      return Optional.empty();
    }
    return switch (state) {
      case "open" -> Optional.of(true);
      case "closed" -> Optional.of(false);
      default -> throw Refusal.invalid("state", "'open' or 'closed' is expected");
    };
  }

  private static Instant instant(String field, String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
        return time;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw Refusal.invalid(field, "a time such as 2026-11-21T12:00:00Z is expected");
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("incident", id);
    }
  }
}
