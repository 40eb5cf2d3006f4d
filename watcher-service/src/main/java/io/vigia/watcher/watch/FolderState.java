package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vigia.watcher.watch.FolderFile.Complaint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the watched folder was at the last look of this replica.
 *
 * @param complaint about the folder as a whole
 * @param inForce names of watchers by tenant, by file
 */
record FolderState(
    @Nullable String folder,
    @Nullable Instant lookedAt,
    @Nullable Complaint complaint,
    List<FolderFile> files,
    Map<String, Map<String, List<String>>> inForce) {

  static final FolderState NONE = new FolderState(null, null, null, List.of(), Map.of());

  FolderState {
    files = List.copyOf(files);
    inForce = Map.copyOf(inForce);
  }

  FolderState at(Instant now, @Nullable Complaint about) {
    return new FolderState(folder, now, about, files, inForce);
  }

  boolean settled() {
    return lookedAt != null && complaint == null && files.stream().allMatch(FolderFile::good);
  }

  /** What one tenant may see of it: complaints about files of nobody else are the default's. */
  View view(String tenant) {
    return new View(
        folder,
        lookedAt,
        complaint,
        files.stream()
            .filter(
                f ->
                    !names(f, tenant).isEmpty()
                        || f.wanted().containsKey(tenant)
                        || (!f.good() && tenant.equals(Intake.DEFAULT_TENANT)))
            .map(f -> new FileView(f.name(), names(f, tenant), f.complaint()))
            .toList());
  }

  private List<String> names(FolderFile file, String tenant) {
    return inForce.getOrDefault(file.name(), Map.of()).getOrDefault(tenant, List.of());
  }

  /** What a file says, and so what is wrong with it, may be secret. */
  private static @Nullable Complaint place(@Nullable Complaint complaint) {
    return complaint == null
        ? null
        : new Complaint(
            "something is wrong here; who may change watchers sees what",
            complaint.field(),
            complaint.line());
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      @Nullable String folder,
      @JsonProperty("looked_at") @Nullable Instant lookedAt,
      @Nullable Complaint complaint,
      List<FileView> files) {

    /** The same without what complaints repeat of files: only where they are. */
    View withoutTexts() {
      return new View(
          folder,
          lookedAt,
          complaint,
          files.stream()
              .map(f -> new FileView(f.file(), f.definitions(), place(f.complaint())))
              .toList());
    }
  }

  /**
   * A file of it.
   *
   * @param definitions in force that came from it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileView(String file, List<String> definitions, @Nullable Complaint complaint) {}
}
