package io.vigia.watcher.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.watcher.watch.DestinationSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Between notices and their rows. */
@ApplicationScoped
class NoticeMapper {

  private static final int MAX_NAME = 300;

  private final ObjectMapper json;
  private final Destinations destinations;

  NoticeMapper(ObjectMapper json, Destinations destinations) {
    this.json = json;
    this.destinations = destinations;
  }

  /** One row per destination. */
  List<Tuple> rows(Notice notice, Instant now) {
    var rows = new ArrayList<Tuple>();
    ObjectNode facts = notice.facts();
    String written = Facts.fitting(facts).toString();
    for (int i = 0; i < notice.destinations().size(); i++) {
      DestinationSpec spec = notice.destinations().get(i);
      rows.add(
          Tuple.tuple()
              .addUUID(id(notice.id(), i))
              .addUUID(notice.id())
              .addInteger(i)
              .addInteger(notice.destinations().size())
              .addString(notice.tenant())
              .addUUID(notice.watcher())
              .addString(lane(notice, i))
              .addString(spec.type())
              .addString(destinations.receiver(spec, facts))
              .addString(facts.path("status").asText())
              .addString(cut(facts.path("alertname").asText()))
              .addString(written(spec))
              .addString(written)
              .addValue(ColumnMapper.at(now)));
    }
    return rows;
  }

  Delivery delivery(Row row) {
    DestinationSpec spec = spec(row);
    ObjectNode facts = read(row.getString("facts"), ObjectNode.class);
    return new Delivery(
        row.getUUID("id"),
        row.getUUID("notice"),
        row.getInteger("destination"),
        row.getUUID("watcher"),
        destinations.receiver(spec, facts),
        spec,
        facts,
        row.getInteger("attempts"),
        row.getLong("token"),
        ColumnMapper.instant(row, "since"));
  }

  /**
   * As the watcher has it now, if people have corrected it meanwhile: what waits goes to the new
   * address. When destinations were added or removed, their places say nothing any more.
   */
  private DestinationSpec spec(Row row) {
    var then = read(row.getString("spec"), DestinationSpec.class);
    String definition = row.getString("definition");
    if (definition == null) {
      return then;
    }
    JsonNode all = read(definition, JsonNode.class).path("destinations");
    JsonNode now = all.path(row.getInteger("destination"));
    return all.size() == row.getInteger("destinations")
            && now.path("type").asText().equals(then.type())
        ? read(now.toString(), DestinationSpec.class)
        : then;
  }

  NoticeView view(Row row) {
    String status = row.getString("status");
    return new NoticeView(
        row.getUUID("id"),
        row.getUUID("notice"),
        row.getUUID("watcher"),
        row.getInteger("destination"),
        row.getString("type"),
        row.getString("receiver"),
        row.getString("index"),
        row.getString("alertname"),
        row.getString("tells"),
        status,
        row.getInteger("attempts"),
        row.getString("last_error"),
        status.equals("pending") ? ColumnMapper.instant(row, "next_attempt_at") : null,
        ColumnMapper.instant(row, "created_at"),
        ColumnMapper.instantOrNull(row, "finished_at"));
  }

  /** The same whenever the same notice is written. */
  private static UUID id(UUID notice, int destination) {
    return UUID.nameUUIDFromBytes((notice + "-" + destination).getBytes(StandardCharsets.UTF_8));
  }

  /** What is told of one alert to one destination is told in order. */
  private static String lane(Notice notice, int destination) {
    String fingerprint = notice.facts().path("fingerprint").asText();
    String alert = fingerprint.isEmpty() ? notice.facts().path("key").toString() : fingerprint;
    String lane = notice.watcher() + "|" + destination + "|" + alert;
    return lane.length() <= MAX_NAME
        ? lane
        : notice.watcher()
            + "|"
            + destination
            + "|"
            + UUID.nameUUIDFromBytes(alert.getBytes(StandardCharsets.UTF_8));
  }

  /** PostgreSQL's texts hold no NUL. */
  private static String cut(String text) {
    String clean = text.replace("\0", "");
    return clean.length() > MAX_NAME ? clean.substring(0, MAX_NAME) : clean;
  }

  private String written(DestinationSpec spec) {
    try {
      return json.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("own records can always be written", e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored notice cannot be read", e);
    }
  }
}
