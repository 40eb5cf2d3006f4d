package io.vigia.watcher.watch;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

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
}
