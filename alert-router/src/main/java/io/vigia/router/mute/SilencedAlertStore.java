package io.vigia.router.mute;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.match.Matcher;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.alert.AlertRowMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.TreeMap;

/** What became of the alerts that a silence takes. */
@ApplicationScoped
class SilencedAlertStore {

  private final Pool pool;

  SilencedAlertStore(Pool pool) {
    this.pool = pool;
  }

  /** Whether some fired since the silence began and none fires any more. */
  Uni<Boolean> haveEnded(Silence silence, Instant now) {
    var wanted = new TreeMap<String, Object>();
    for (Matcher matcher : silence.matchers()) {
      if (OwnMatchers.narrows(matcher)) {
        wanted.put(matcher.label(), matcher.wanted());
      }
    }
    return pool.preparedQuery(
            """
            select labels, status = 'firing' and (ends_at is null or ends_at > $4) as fires
              from alert
             where tenant = $1 and labels @> $2
               and (status = 'firing'
                    or status = 'resolved' and coalesce(ends_at, observed_at) >= $3)""")
        .execute(
            Tuple.of(
                silence.tenant(),
                new JsonObject(wanted),
                ColumnMapper.at(silence.startsAt()),
                ColumnMapper.at(now)))
        .map(
            rows -> {
              var taken =
                  rows.stream().filter(row -> silence.takes(AlertRowMapper.labels(row))).toList();
              return !taken.isEmpty() && taken.stream().noneMatch(row -> row.getBoolean("fires"));
            });
  }
}
