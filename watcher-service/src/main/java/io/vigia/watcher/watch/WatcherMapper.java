package io.vigia.watcher.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Between definitions and what is stored of them. */
@ApplicationScoped
public class WatcherMapper {

  private final ObjectMapper json;

  WatcherMapper(ObjectMapper json) {
    this.json = json;
  }

  Watcher watcher(WatcherEntity e) {
    return new Watcher(e.id, e.tenant, e.version, definition(e.name, e.definition));
  }

  Definition definition(String name, String text) {
    try {
      return json.readValue(text, Definition.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the definition of watcher " + name + " is broken", broken);
    }
  }

  String written(Definition definition) {
    try {
      return json.writeValueAsString(definition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("own records can always be written", e);
    }
  }

  WatcherEntity entity(UUID id, String tenant, Definition d, String author, Instant now) {
    var e = new WatcherEntity();
    e.id = id;
    e.tenant = tenant;
    e.name = d.name();
    e.enabled = d.enabled();
    e.definition = written(d);
    e.version = 1;
    e.author = author;
    e.updatedAt = now;
    return e;
  }
}
