package io.vigia.kit.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** Brings the kit's own tables up to date, beside the service's, with a history of their own. */
@ApplicationScoped
class KitMigrationWiring {

  private static final int BEFORE_THE_CHANNELS = -1000;

  private final AgroalDataSource dataSource;
  private final String schema;

  KitMigrationWiring(
      AgroalDataSource dataSource, @ConfigProperty(name = "vigia.database.schema") String schema) {
    this.dataSource = dataSource;
    this.schema = schema;
  }

  void migrate(@Observes @Priority(BEFORE_THE_CHANNELS) StartupEvent event) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas(schema)
        .defaultSchema(schema)
        .table("flyway_kit_history")
        .locations("classpath:db/vigia-kit")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
