package io.vigia.watcher.watch;

import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The files of the watched folder, and what is wrong with them. */
@Path("/api/v1/watchers")
class FolderResource {

  private final FolderSchedule folder;
  private final CallerWiring caller;

  FolderResource(FolderSchedule folder, CallerWiring caller) {
    this.folder = folder;
    this.caller = caller;
  }

  @GET
  @Path("folder")
  @RolesAllowed(Role.VIEW)
  public FolderState.View view() {
    var view = folder.state().view(caller.tenant());
    return Secrets.hiddenFrom(caller.caller()) ? view.withoutTexts() : view;
  }
}
