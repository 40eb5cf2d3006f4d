package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vigia.kit.problem.Problem;
import io.vigia.watcher.watch.Change.Wanted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of the watched folder, read.
 *
 * @param wanted by tenant
 * @param complaint why it is held back; what it said before stays in force
 */
record FolderFile(String name, Map<String, List<Wanted>> wanted, @Nullable Complaint complaint) {

  /**
   * What is wrong.
   *
   * @param line counted from 1, if known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Complaint(String detail, @Nullable String field, @Nullable Integer line) {
    static Complaint of(Problem problem) {
      return new Complaint(problem.detail(), problem.field(), problem.line());
    }

    static Complaint of(String detail) {
      return new Complaint(detail, null, null);
    }

    /** In one line. */
    String text() {
      return (line == null ? "" : "line " + line + ": ")
          + (field == null ? "" : field + ": ")
          + detail;
    }
  }

  FolderFile {
    wanted = Map.copyOf(wanted);
  }

  FolderFile held(Complaint why) {
    return new FolderFile(name, wanted, why);
  }

  boolean good() {
    return complaint == null;
  }

  List<Wanted> of(String tenant) {
    return wanted.getOrDefault(tenant, List.of());
  }
}
