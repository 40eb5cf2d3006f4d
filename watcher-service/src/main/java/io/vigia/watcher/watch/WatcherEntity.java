package io.vigia.watcher.watch;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** What people edit of a watcher. Durations are ISO-8601 text, parameters are JSON text. */
@Entity
@Table(name = "watcher")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
public class WatcherEntity extends PanacheEntityBase {

  @Id public UUID id;

  public String tenant;

  public String name;

  public String template;

  @Column(name = "index_pattern")
  public String indexPattern;

  @Column(name = "timestamp_field")
  public String timestampField;

  @Column(name = "run_every")
  public String runEvery;

  @Column(name = "time_window")
  public String timeWindow;

  @Column(name = "query_delay")
  public String queryDelay;

  @Column(name = "for_runs")
  public int forRuns;

  public String alertname;

  public String severity;

  public String parameters;

  public boolean enabled;
}
