package io.vigia.router.escalate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.PeopleTestResource;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What one replica serves no other sees, and what it does not finish is there for the next. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = PeopleTestResource.class, restrictToAnnotatedClass = true)
class EscalationClaimTest {

  @Inject Pool pool;
  @Inject EscalationStore store;

  @Test
  void shouldGiveATimerToOneReplicaAtATimeAndToTheNextWhenThatOneDies() {
    String name = "claim-" + UUID.randomUUID();
    // too late for the running schedule, which leaves them alone
    Instant due = Instant.now().plusSeconds(100_000);
    for (String group : List.of("a", "a", "b")) {
      insert(name, group, due);
    }
    Instant then = due.plusSeconds(1);
    var one = pool.getConnection().await().indefinitely();
    var two = pool.getConnection().await().indefinitely();
    try {
      var first = one.begin().await().indefinitely();
      var second = two.begin().await().indefinitely();
      Set<String> firsts = claims(one, name, then, 1);
      Set<String> seconds = claims(two, name, then, Integer.MAX_VALUE);
      assertTrue(firsts.size() == 2 || firsts.size() == 1, firsts.toString());
      assertEquals(3 - firsts.size(), seconds.size());
      assertFalse(seconds.stream().anyMatch(firsts::contains));
      first.rollback().await().indefinitely(); // as a killed replica leaves it
      second.rollback().await().indefinitely();
      var third = two.begin().await().indefinitely();
      assertEquals(3, claims(two, name, then, Integer.MAX_VALUE).size());
      third.rollback().await().indefinitely();
    } finally {
      one.closeAndAwait();
      two.closeAndAwait();
      pool.preparedQuery("delete from escalation where name = $1").executeAndAwait(Tuple.of(name));
    }
  }

  /** The fingerprints of so many claims that find timers of that name. */
  private Set<String> claims(SqlConnection tx, String name, Instant then, int most) {
    var found = new HashSet<String>();
    int claims = 0;
    Optional<Escalated> claimed = Optional.empty();
    do {
      claimed = store.claim(tx, then).await().indefinitely();
      if (claimed.isPresent() && claimed.get().name().equals(name)) {
        claimed.get().entries().forEach(entry -> found.add(entry.fingerprint()));
        claims++;
      }
      claimed.ifPresent(
          escalated ->
              store
                  .save(tx, escalated, escalated.decide(Optional.empty(), Set.of(), then))
                  .await()
                  .indefinitely());
    } while (claimed.isPresent() && claims < most);
    return found;
  }

  private void insert(String name, String group, Instant due) {
    pool.preparedQuery(
            """
            insert into escalation (tenant, name, fingerprint, starts_at, group_key, group_labels,
                                    step, step_at, look_at)
            values ('default', $1, $2, $3, $4, '{}', 0, $3, $3)""")
        .executeAndAwait(Tuple.of(name, UUID.randomUUID().toString(), ColumnMapper.at(due), group));
  }
}
