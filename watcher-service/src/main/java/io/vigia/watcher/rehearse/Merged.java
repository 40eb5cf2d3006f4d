package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.template.Buckets;
import java.util.List;
import java.util.stream.IntStream;

/** Windows that ask different things, merged as different watchers are. */
record Merged(Inquiry inquiry, List<Turn> turns) implements Asking {

  /** Windows of one search: each is a filter of its own. */
  static final int MAX_WINDOWS = 250;

  @Override
  public ObjectNode body(int from, int to) {
    return plan(from, to).body();
  }

  @Override
  public List<Buckets> read(JsonNode answer, int from, int to) {
    Plan plan = plan(from, to);
    return IntStream.range(0, to - from).mapToObj(i -> plan.buckets(i, answer)).toList();
  }

  private Plan plan(int from, int to) {
    return Plan.of(
        turns.subList(from, to).stream().map(turn -> inquiry.about(turn.window())).toList());
  }
}
