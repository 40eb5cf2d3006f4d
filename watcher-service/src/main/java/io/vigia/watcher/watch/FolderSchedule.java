package io.vigia.watcher.watch;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.Absence;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.FolderFile.Complaint;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Looks at the watched folder every 5 s and brings what stands there into force. */
@ApplicationScoped
class FolderSchedule {

  private static final Logger LOG = Logger.getLogger(FolderSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** What is held back because of something outside of the folder is tried again so often. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final DefinitionsConfig config;
  private final FolderSource source;
  private final FolderStore store;
  private final Clock clock;
  private final LoopSchedule loop = new LoopSchedule("watched folder", PAUSE, this::pass);
  private final Absence absence = new Absence();
  private Map<String, String> hashes = Map.of();
  private Instant tried = Instant.EPOCH;
  private volatile FolderState state = FolderState.NONE;

  FolderSchedule(DefinitionsConfig config, FolderSource source, FolderStore store, Clock clock) {
    this.config = config;
    this.source = source;
    this.store = store;
    this.clock = clock;
  }

  void start(@Observes @Priority(90) StartupEvent event) {
    if (config.definitionsDir().isPresent()) {
      loop.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  FolderState state() {
    return state;
  }

  private Uni<Duration> pass() {
    config.definitionsDir().ifPresent(this::look);
    return Uni.createFrom().item(LoopSchedule.IDLE);
  }

  private void look(Path folder) {
    Instant now = clock.instant();
    Map<String, String> found;
    try {
      found = source.hashes(folder);
    } catch (IOException e) {
      complain(folder, now, e);
      return;
    }
    boolean settled = state.settled() || now.isBefore(tried.plus(AGAIN));
    if (found.equals(hashes) && settled && absence.isNone()) {
      state = state.at(now, null);
      return;
    }
    tried = now;
    bringIntoForce(folder, source.read(folder, found.keySet()), now);
    hashes = found;
  }

  private void complain(Path folder, Instant now, IOException e) {
    hashes = Map.of();
    String what = "the folder cannot be read, all stays in force: " + e.getClass().getSimpleName();
    if (state.complaint() == null) {
      LOG.warnf("%s: %s", folder, what);
    }
    state =
        new FolderState(folder.toString(), now, Complaint.of(what), state.files(), state.inForce());
  }

  private void bringIntoForce(Path folder, List<FolderFile> read, Instant now) {
    Map<String, Map<String, List<String>>> before = store.inForce();
    var gone = new HashSet<>(before.keySet());
    read.forEach(file -> gone.remove(file.name()));
    Set<String> leaving = absence.doubted(gone, now);
    var tenants = new TreeSet<String>();
    read.forEach(file -> tenants.addAll(file.wanted().keySet()));
    before.values().forEach(names -> tenants.addAll(names.keySet()));
    var held = new HashMap<String, Complaint>();
    for (String tenant : tenants) {
      try {
        held.putAll(store.change(tenant, read, leaving).held());
      } catch (Refusal refusal) {
        read.stream()
            .filter(file -> !file.of(tenant).isEmpty())
            .forEach(file -> held.put(file.name(), Complaint.of(refusal.problem())));
      }
    }
    var files = new ArrayList<FolderFile>();
    read.forEach(f -> files.add(held.containsKey(f.name()) ? f.held(held.get(f.name())) : f));
    tell(files);
    state = new FolderState(folder.toString(), now, null, files, store.inForce());
  }

  private void tell(List<FolderFile> files) {
    for (FolderFile file : files) {
      if (file.complaint() != null && !state.files().contains(file)) {
        LOG.warnf("%s is held back: %s", file.name(), file.complaint().text());
      }
    }
  }
}
