package io.vigia.watcher.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One search for many inquiries of one index: without documents, over the stretch of time that they
 * share. What differs by its filter alone is a bucket of one {@code filters} aggregation; what is
 * equal is asked once.
 *
 * @param body of the search
 * @param places for each inquiry, where the answers to its cells are
 */
public record Plan(ObjectNode body, List<Map<String, Place>> places) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A bucket in the answer. */
  record Place(String agg, String bucket) {}

  /**
   * @param inquiries at least one; of one index and timestamp field
   */
  public static Plan of(List<Inquiry> inquiries) {
    return new Builder(inquiries.stream().map(Inquiry::cells).toList()).build();
  }

  /** The same search without what anybody asks in it. */
  public ObjectNode withoutQuestions() {
    return body.deepCopy().without("aggs");
  }

  /**
   * The answers to the cells of one inquiry.
   *
   * @param inquiry its place in the list that was planned
   */
  public Buckets buckets(int inquiry, JsonNode answer) {
    var buckets = new LinkedHashMap<String, JsonNode>();
    places
        .get(inquiry)
        .forEach(
            (cell, place) ->
                buckets.put(
                    cell,
                    answer
                        .path("aggregations")
                        .path(place.agg())
                        .path("buckets")
                        .path(place.bucket())));
    return new Buckets(buckets);
  }

  private static final class Builder {

    private final List<List<Cell>> inquiries;
    private final Window whole;
    private final ObjectNode aggs = JSON.objectNode();

    /** The name of the {@code filters} aggregation that has such sub-aggregations. */
    private final Map<ObjectNode, String> named = new LinkedHashMap<>();

    private final Map<String, Map<ObjectNode, String>> buckets = new LinkedHashMap<>();

    Builder(List<List<Cell>> inquiries) {
      this.inquiries = inquiries;
      this.whole = union(inquiries.stream().flatMap(List::stream).map(Cell::window).toList());
    }

    Plan build() {
      var places = new ArrayList<Map<String, Place>>();
      for (List<Cell> cells : inquiries) {
        var own = new LinkedHashMap<String, Place>();
        cells.forEach(cell -> own.put(cell.name(), place(cell)));
        places.add(own);
      }
      ObjectNode body = JSON.objectNode().put("size", 0).put("track_total_hits", false);
      body.putObject("query").putObject("bool").putArray("filter").add(whole.clause());
      body.set("aggs", aggs);
      return new Plan(body, List.copyOf(places));
    }

    private Place place(Cell cell) {
      String agg = named.computeIfAbsent(cell.aggs(), this::agg);
      var own = buckets.computeIfAbsent(agg, a -> new LinkedHashMap<>());
      ObjectNode clause = clause(cell);
      String bucket = own.computeIfAbsent(clause, c -> String.valueOf(own.size()));
      ((ObjectNode) aggs.at("/" + agg + "/filters/filters")).set(bucket, clause);
      return new Place(agg, bucket);
    }

    private String agg(ObjectNode sub) {
      String name = "q" + named.size();
      ObjectNode agg = aggs.putObject(name);
      agg.putObject("filters").putObject("filters");
      if (!sub.isEmpty()) {
        agg.set("aggs", sub);
      }
      return name;
    }

    /** The range is in the query already, unless the cell looks at a part of it. */
    private ObjectNode clause(Cell cell) {
      if (cell.window().equals(whole)) {
        return cell.filter();
      }
      ObjectNode both = JSON.objectNode();
      both.putObject("bool").putArray("filter").add(cell.window().clause()).add(cell.filter());
      return both;
    }

    private static Window union(List<Window> windows) {
      Instant from = windows.stream().map(Window::from).min(Instant::compareTo).orElseThrow();
      Instant to = windows.stream().map(Window::to).max(Instant::compareTo).orElseThrow();
      return new Window(windows.get(0).timestampField(), from, to);
    }
  }
}
