package io.vigia.router.group;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts alerts into their groups. */
@ApplicationScoped
class MembershipStore {

  /** A group that is there keeps its time; it is locked all the same, so that it does not go. */
  private static final String GROUPS =
      """
      insert into alert_group (tenant, group_key, route, group_labels, next_flush_at)
      select tenant, group_key, route, group_labels::jsonb, next_flush_at
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
               as wanted (tenant, group_key, route, group_labels, next_flush_at)
       order by tenant, group_key
      on conflict (tenant, group_key) do update
        set next_flush_at = excluded.next_flush_at
      where alert_group.next_flush_at is null""";

  private static final String MEMBERS =
      """
      insert into alert_group_member (tenant, group_key, fingerprint)
      select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing""";

  private record Key(String tenant, String groupKey) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int tenants = tenant.compareTo(other.tenant);
      return tenants == 0 ? groupKey.compareTo(other.groupKey) : tenants;
    }
  }

  /** Groups in one order, so that two transactions never wait for each other. */
  Uni<Void> join(SqlConnection tx, List<Membership> memberships) {
    var groups = new TreeMap<Key, Membership>();
    for (Membership each : memberships) {
      groups.merge(
          new Key(each.alert().tenant(), each.groupKey()),
          each,
          (one, other) -> other.firstFlush().isBefore(one.firstFlush()) ? other : one);
    }
    return tx.preparedQuery(GROUPS)
        .execute(groups(groups.values()))
        .chain(() -> tx.preparedQuery(MEMBERS).execute(members(memberships)))
        .replaceWithVoid();
  }

  private static Tuple groups(Collection<Membership> groups) {
    return Tuple.tuple()
        .addValue(texts(groups, each -> each.alert().tenant()))
        .addValue(texts(groups, Membership::groupKey))
        .addValue(texts(groups, each -> each.route().id()))
        .addValue(texts(groups, each -> json(each.groupLabels().values())))
        .addValue(
            groups.stream()
                .map(each -> ColumnMapper.at(each.firstFlush()))
                .toArray(OffsetDateTime[]::new));
  }

  private static Tuple members(List<Membership> memberships) {
    return Tuple.of(
        texts(memberships, each -> each.alert().tenant()),
        texts(memberships, Membership::groupKey),
        texts(memberships, each -> each.alert().labels().fingerprint()));
  }

  private static String[] texts(Collection<Membership> of, Function<Membership, String> text) {
    return of.stream().map(text).toArray(String[]::new);
  }

  private static String json(Map<String, String> labels) {
    return new JsonObject(new TreeMap<String, Object>(labels)).encode();
  }
}
