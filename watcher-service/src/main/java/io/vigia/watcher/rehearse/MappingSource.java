package io.vigia.watcher.rehearse;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Knows the fields of an index. */
interface MappingSource {

  /**
   * @return a Uni that fails with {@code Unanswered} when the cluster does not say; without fields
   *     when no index matches
   */
  Uni<List<MappedField>> fields(String cluster, String index);
}
