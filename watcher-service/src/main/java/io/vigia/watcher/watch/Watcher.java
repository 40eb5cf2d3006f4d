package io.vigia.watcher.watch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A definition in force, of one tenant.
 *
 * @param version grows with every change of the definition
 * @param complaint why what was kept of the definition cannot be read; the definition is a stand-in
 *     then, which comes due every five minutes and asks nothing
 */
public record Watcher(
    UUID id, String tenant, int version, Definition definition, @Nullable String complaint) {

  /** One whose definition was read. */
  public Watcher(UUID id, String tenant, int version, Definition definition) {
    this(id, tenant, version, definition, null);
  }
}
