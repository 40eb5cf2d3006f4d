package io.vigia.router.agent;

import io.vigia.contracts.Heartbeat;
import io.vigia.router.agent.Sighting.Rules;
import io.vigia.router.agent.Sighting.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What heartbeats that came together leave behind, one row an agent. Pure: no clock, no I/O.
 *
 * @param rows by tenant and agent, in this order, of those that say something new
 * @param reasons of all heartbeats, in the order in which they came
 */
record Batch(List<Row> rows, List<Sighting.Reason> reasons) {

  /**
   * @param last the newest heartbeat
   * @param alive whether any of them was a sign of life
   */
  record Row(Heartbeat last, Track track, boolean alive) {}

  /**
   * @param known what is known of the agents, by key
   * @param attentive false while heartbeats wait with us
   */
  static Batch of(
      List<Heartbeat> heartbeats,
      Map<String, Track> known,
      Tolerance tolerance,
      Duration skew,
      boolean attentive,
      Instant now) {
    var tracks = new HashMap<>(known);
    var rows = new TreeMap<String, Row>();
    var reasons = new ArrayList<Sighting.Reason>();
    for (Heartbeat seen : heartbeats) {
      String key = seen.key();
      var rules = new Rules(tolerance.deadline(seen.interval()), skew, attentive);
      Sighting sighting = Sighting.of(Optional.ofNullable(tracks.get(key)), seen, now, rules);
      reasons.add(sighting.reason());
      if (sighting.reason() == Sighting.Reason.STALE) {
        continue;
      }
      tracks.put(key, sighting.next());
      boolean alive =
          sighting.isSignOfLife()
              || Optional.ofNullable(rows.get(key)).map(Row::alive).orElse(false);
      rows.put(key, new Row(seen, sighting.next(), alive));
    }
    return new Batch(List.copyOf(rows.values()), reasons);
  }
}
