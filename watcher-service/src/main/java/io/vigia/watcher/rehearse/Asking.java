package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.template.Buckets;
import java.util.List;

/** A way to ask about many windows in one search. */
interface Asking {

  /** The search about the turns {@code from} up to {@code to}, that one excluded. */
  ObjectNode body(int from, int to);

  /** Its answer, turn by turn. */
  List<Buckets> read(JsonNode answer, int from, int to);
}
