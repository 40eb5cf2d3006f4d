package io.vigia.agent.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vigia.contracts.Topic;
import io.vigia.kit.event.OutgoingEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolStoreTest {

  @TempDir Path folder;
  private LocalStore local;
  private SpoolStore spool;

  @BeforeEach
  void open() {
    local = new LocalStore(folder.resolve("a.db"));
    spool = new SpoolStore(local, 5);
  }

  @AfterEach
  void close() throws SQLException {
    local.close();
  }

  @Test
  void shouldKeepTheOrder() {
    append(Topic.ALERTS, 3);
    var waiting = spool.oldest(10);
    assertEquals(
        List.of("ALERTS-0", "ALERTS-1", "ALERTS-2"), waiting.stream().map(w -> w.json()).toList());
    spool.remove(waiting.subList(0, 2));
    assertEquals(1, spool.size());
  }

  @Test
  void shouldMakeRoomWithWhatIsNoAlert() {
    append(Topic.ALERTS, 2);
    append(Topic.HEARTBEATS, 3);
    append(Topic.ALERTS, 2);
    assertEquals(5, spool.size());
    assertEquals(4, spool.oldest(10).stream().filter(w -> w.topic() == Topic.ALERTS).count());
  }

  @Test
  void shouldNeverDropAnAlert() {
    append(Topic.ALERTS, 9);
    assertEquals(9, spool.size());
  }

  @Test
  void shouldKeepNothingOfATransactionThatFailed() {
    assertThrows(
        IllegalStateException.class,
        () ->
            local.inTransaction(
                db -> {
                  spool.append(db, List.of(event(Topic.ALERTS, 1)));
                  throw new SQLException("on purpose");
                }));
    assertEquals(0, spool.size());
  }

  private void append(Topic topic, int count) {
    var events = new ArrayList<OutgoingEvent>();
    for (int i = 0; i < count; i++) {
      events.add(event(topic, i));
    }
    local.inTransaction(
        db -> {
          spool.append(db, events);
          return true;
        });
  }

  private static OutgoingEvent event(Topic topic, int n) {
    return new OutgoingEvent(
        UUID.randomUUID(), topic, "key", "test", Instant.EPOCH, topic + "-" + n);
  }
}
