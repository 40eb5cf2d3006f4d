package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the answer of {@code _field_caps}: the mappings of all indices, merged by the cluster. */
final class FieldCapabilities {

  private static final int INDICES_SHOWN = 5;
  private static final Set<String> CONTAINERS = Set.of("object", "nested", "unmapped");

  private FieldCapabilities() {}

  /**
   * @return by name, without those that the cluster keeps for itself
   * @throws Unanswered when no index matches, or some did not answer
   */
  static List<Field> read(JsonNode answer) {
    if (answer.path("failed_indices").asInt() > 0) {
      throw new Unanswered(
          Reason.PARTIAL_RESULT,
          answer.path("failed_indices").asInt()
              + " indices did not tell their fields: "
              + Complaint.words(answer.path("failures").path(0).path("failure").path("error")));
    }
    if (answer.path("indices").isEmpty()) {
      throw new Unanswered(Reason.MISSING_INDEX, "no index matches");
    }
    List<Field> fields = new ArrayList<>();
    answer.path("fields").fields().forEachRemaining(f -> add(f.getKey(), f.getValue(), fields));
    fields.sort(Comparator.comparing(Field::name));
    return fields;
  }

  private static void add(String name, JsonNode byType, List<Field> fields) {
    Map<String, List<String>> types = new TreeMap<>();
    boolean aggregatable = true;
    for (JsonNode type : byType) {
      String word = type.path("type").asText();
      if (type.path("metadata_field").asBoolean() || word.startsWith("_")) {
        return;
      }
      if (!CONTAINERS.contains(word)) {
        types.put(word, indices(type.path("indices")));
        aggregatable &= type.path("aggregatable").asBoolean();
      }
    }
    // before 7.15 nothing says that these are the cluster's own
    if (types.isEmpty() || name.startsWith("_")) {
      return;
    }
    List<String> words = List.copyOf(types.keySet());
    fields.add(
        new Field(
            name, Field.Kind.of(words), words, words.size() > 1 ? types : Map.of(), aggregatable));
  }

  private static List<String> indices(JsonNode names) {
    List<String> shown = new ArrayList<>();
    for (JsonNode name : names) {
      if (shown.size() < INDICES_SHOWN) {
        shown.add(name.asText());
      }
    }
    return List.copyOf(shown);
  }
}
