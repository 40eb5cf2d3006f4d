package io.vigia.watcher.watch;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people edit of a watcher: its definition, as JSON text. */
@Entity
@Table(name = "watcher")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
public class WatcherEntity extends PanacheEntityBase {

  @Id public UUID id;

  public String tenant;

  public String name;

  public boolean enabled;

  public String definition;

  public int version;

  public String author;

  @Column(name = "updated_at")
  public Instant updatedAt;

  public String origin;

  /** Taken from the definition by the database. */
  @Column(insertable = false, updatable = false)
  public String template;

  /** Likewise. */
  @Column(name = "index_pattern", insertable = false, updatable = false)
  public String indexPattern;

  @Column(name = "paused_until")
  public @Nullable Instant pausedUntil;

  @Column(name = "pause_reason")
  public @Nullable String pauseReason;

  @Column(name = "paused_by")
  public @Nullable String pausedBy;
}
