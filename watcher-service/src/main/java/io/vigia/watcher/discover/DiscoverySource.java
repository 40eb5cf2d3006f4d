package io.vigia.watcher.discover;

import io.smallrye.mutiny.Uni;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;

/** One way to find what is to be watched. */
public interface DiscoverySource {

  /** No look finds more; what is beyond stays as it is. */
  int MAX_FOUND = 5000;

  /** The kind by which a configured source asks for it. */
  String kind();

  /**
   * Looks once.
   *
   * @return a failed Uni when nothing can be said; never an empty finding instead
   */
  Uni<Findings> look(SourceConfig source);
}
