package io.vigia.watcher.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;

/** Writes documents into the clusters that the configuration names. */
interface DocumentClient {

  boolean knows(String cluster);

  /** Writes it unless one of that id is there, which is as good. */
  Uni<Receipt> create(String cluster, String index, String id, String document);
}
