package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many windows of one inquiry in one search: for each of its cells a {@code date_range} aggregation
 * with one range per window. The ranges may overlap, and each of their buckets looks as the answer
 * to the cell does, so templates read it as they read a run's.
 */
final class Stretch implements Asking {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String RANGES = "w";

  private final List<Cell> cells;

  /** For each turn the windows of its cells, in the order of the cells. */
  private final List<List<Window>> windows;

  private Stretch(List<Cell> cells, List<List<Window>> windows) {
    this.cells = cells;
    this.windows = windows;
  }

  /** Empty when the template asks something else in each window, beyond the window itself. */
  static Optional<Stretch> of(Inquiry inquiry, List<Turn> turns) {
    List<Cell> first = inquiry.about(turns.get(0).window()).cells();
    var windows = new ArrayList<List<Window>>(turns.size());
    for (Turn turn : turns) {
      List<Cell> cells = inquiry.about(turn.window()).cells();
      if (!alike(first, cells)) {
        return Optional.empty();
      }
      windows.add(cells.stream().map(Cell::window).toList());
    }
    return Optional.of(new Stretch(first, windows));
  }

  /** The same questions about other windows. */
  static boolean alike(List<Cell> some, List<Cell> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      Cell one = some.get(i);
      Cell other = others.get(i);
      if (!one.name().equals(other.name())
          || !one.window().timestampField().equals(other.window().timestampField())
          || !one.filter().equals(other.filter())
          || !one.aggs().equals(other.aggs())) {
        return false;
      }
    }
    return true;
  }

  List<Cell> cells() {
    return cells;
  }

  /** One window that holds all the others: how many buckets there can be at most. */
  ObjectNode probe() {
    var widest = new ArrayList<Window>();
    for (int i = 0; i < cells.size(); i++) {
      int cell = i;
      widest.add(union(windows.stream().map(all -> all.get(cell)).toList()));
    }
    return body(List.of(widest));
  }

  @Override
  public ObjectNode body(int from, int to) {
    return body(windows.subList(from, to));
  }

  private ObjectNode body(List<List<Window>> asked) {
    ObjectNode body = JSON.objectNode().put("size", 0).put("track_total_hits", false);
    Window whole = union(asked.stream().flatMap(List::stream).toList());
    body.putObject("query").putObject("bool").putArray("filter").add(whole.clause());
    ObjectNode aggs = body.putObject("aggs");
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      ObjectNode own = aggs.putObject("c" + i);
      own.set("filter", cell.filter());
      ObjectNode ranges = own.putObject("aggs").putObject(RANGES);
      ArrayNode each =
          ranges
              .putObject("date_range")
              .put("field", cell.window().timestampField())
              .put("format", "epoch_millis")
              .putArray("ranges");
      for (int turn = 0; turn < asked.size(); turn++) {
        Window window = asked.get(turn).get(i);
        each.addObject()
            .put("key", String.valueOf(turn))
            .put("from", window.from().toEpochMilli())
            .put("to", window.to().toEpochMilli());
      }
      if (!cell.aggs().isEmpty()) {
        ranges.set("aggs", cell.aggs());
      }
    }
    return body;
  }

  @Override
  public List<Buckets> read(JsonNode answer, int from, int to) {
    int count = to - from;
    var turns = new ArrayList<Map<String, JsonNode>>(count);
    for (int turn = 0; turn < count; turn++) {
      turns.add(new LinkedHashMap<>());
    }
    for (int i = 0; i < cells.size(); i++) {
      String name = cells.get(i).name();
      // the cluster sorts the ranges: the key says which one it is
      for (JsonNode bucket :
          answer.path("aggregations").path("c" + i).path(RANGES).path("buckets")) {
        turns.get(Integer.parseInt(bucket.path("key").asText())).put(name, bucket);
      }
    }
    return turns.stream().map(Buckets::new).toList();
  }

  private static Window union(List<Window> windows) {
    Instant from = windows.get(0).from();
    Instant to = windows.get(0).to();
    for (Window window : windows) {
      from = window.from().isBefore(from) ? window.from() : from;
      to = window.to().isAfter(to) ? window.to() : to;
    }
    return new Window(windows.get(0).timestampField(), from, to);
  }
}
