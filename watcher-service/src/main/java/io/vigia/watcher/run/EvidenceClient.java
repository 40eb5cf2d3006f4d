package io.vigia.watcher.run;

import io.smallrye.mutiny.Uni;
import io.vigia.watcher.ask.Evidence;
import io.vigia.watcher.ask.EvidenceQuery;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.template.Key;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Fetches what an alert shows of the data; an alert goes out without it rather than not at all. */
@ApplicationScoped
class EvidenceClient {

  private static final Logger LOG = Logger.getLogger(EvidenceClient.class);

  /** An alert waits no longer for what illustrates it. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SearchClient search;

  EvidenceClient(SearchClient search) {
    this.search = search;
  }

  Uni<Evidence> of(Task task, Key key) {
    var definition = task.watcher().definition();
    if (!EvidenceQuery.wanted(task.inquiry())) {
      return Uni.createFrom().item(Evidence.NONE);
    }
    return search
        .search(
            new Search(
                definition.cluster(),
                definition.index(),
                EvidenceQuery.body(task.inquiry(), key, definition.samples().top()),
                definition.timeout(),
                Search.Lane.SLOW))
        .map(answer -> EvidenceQuery.read(answer, definition.samples().redact()))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .invoke(e -> LOG.debugf("%s: no samples: %s", definition.name(), e.getMessage()))
        .onFailure()
        .recoverWithItem(Evidence.NONE);
  }
}
