package io.vigia.watcher.status;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.watcher.run.ChangeView;
import io.vigia.watcher.run.PastStore;
import io.vigia.watcher.run.RunView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of watchers as a page without script. */
@Path("/")
class PageResource {

  private static final int ROWS = 50;

  record Content(
      Instant now,
      String watcher,
      String verdict,
      Map<String, Long> counts,
      List<WatcherStatus> watchers,
      long more,
      List<ChangeView> changes,
      List<RunView> runs) {}

  /** Whole seconds: what a person reads at a glance. */
  @TemplateExtension
  static String brief(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }

  private final Template page;
  private final StatusStore status;
  private final PastStore past;
  private final CallerWiring caller;
  private final Clock clock;

  PageResource(
      @Location("watchers") Template page,
      StatusStore status,
      PastStore past,
      CallerWiring caller,
      Clock clock) {
    this.page = page;
    this.status = status;
    this.past = past;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * @param watcher a name, to see its runs alone
   * @param verdict to see runs that ended so alone
   */
  @GET
  @RolesAllowed(Role.VIEW)
  @Produces(MediaType.TEXT_HTML)
  public Uni<TemplateInstance> page(
      @QueryParam("watcher") @Nullable String watcher,
      @QueryParam("verdict") @Nullable String verdict) {
    String tenant = caller.tenant();
    String name = watcher == null || watcher.isBlank() ? null : watcher;
    String word = verdict == null || verdict.isBlank() ? null : verdict;
    return Uni.combine()
        .all()
        .unis(
            status.counts(tenant),
            status.latest(tenant, ROWS),
            past.changes(tenant, name, null, ROWS),
            past.runs(tenant, name, word, ROWS))
        .with(
            (counts, watchers, changes, runs) ->
                page.data(
                    "c",
                    new Content(
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        name == null ? "" : name,
                        word == null ? "" : word,
                        counts,
                        watchers,
                        counts.values().stream().mapToLong(n -> n).sum() - watchers.size(),
                        changes,
                        runs)));
  }
}
