package io.vigia.watcher.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Between definitions and what is stored of them. */
@ApplicationScoped
public class WatcherMapper {

  private final ObjectMapper json;

  WatcherMapper(ObjectMapper json) {
    this.json = json;
  }

  Watcher watcher(WatcherEntity e) {
    try {
      return new Watcher(
          e.id,
          e.tenant,
          new Definition(
              e.name,
              e.template,
              e.indexPattern,
              e.timestampField,
              Duration.parse(e.runEvery),
              Duration.parse(e.timeWindow),
              Duration.parse(e.queryDelay),
              e.forRuns,
              e.alertname,
              e.severity,
              json.readTree(e.parameters)));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("parameters of watcher " + e.name + " are broken", broken);
    }
  }

  WatcherEntity entity(UUID id, String tenant, Definition d) {
    var e = new WatcherEntity();
    e.id = id;
    e.tenant = tenant;
    e.name = d.name();
    e.template = d.template();
    e.indexPattern = d.index();
    e.timestampField = d.timestamp();
    e.runEvery = d.every().toString();
    e.timeWindow = d.window().toString();
    e.queryDelay = d.delay().toString();
    e.forRuns = d.forRuns();
    e.alertname = d.alertname();
    e.severity = d.severity();
    e.parameters = d.parameters().toString();
    e.enabled = true;
    return e;
  }
}
