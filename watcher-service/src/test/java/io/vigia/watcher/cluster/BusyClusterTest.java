package io.vigia.watcher.cluster;

import static io.vigia.watcher.cluster.FixtureCluster.WHOLE;
import static io.vigia.watcher.cluster.FixtureCluster.ok;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.watcher.cluster.FixtureCluster.Reply;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clusters that hang or have no time, over the wire. */
class BusyClusterTest extends OverTheWire {

  private static final Reply TOO_MANY =
      new Reply(
          429,
          "{\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"full\"},"
              + "\"status\":429}");

  @Test
  void shouldSlowNoOtherClusterWhenOneHangs() throws Exception {
    var released = new CountDownLatch(1);
    try (var hanging = hanging(released);
        var well = cluster("opensearch-3")) {
      connect(
          ClusterSettings.at(hanging.url()).named("hanging"),
          ClusterSettings.at(well.url()).named("well"));
      var stuck =
          IntStream.range(0, 6)
              .mapToObj(i -> client().search(search("hanging")).subscribeAsCompletionStage())
              .toList();
      await().atMost(SOON).until(() -> usage("hanging").running() == 2);
      assertEquals(4, usage("hanging").waiting());

      for (int i = 0; i < 20; i++) {
        search(search("well"));
      }
      assertTrue(stuck.stream().noneMatch(s -> s.isDone() && !s.isCompletedExceptionally()));

      await().atMost(SOON).until(() -> stuck.stream().allMatch(s -> s.isDone()));
      assertEquals(new Turns.Usage(2, 0, 0, 8), usage("hanging"), "every turn came back");
      List<Unanswered> why =
          stuck.stream()
              .map(
                  s ->
                      (Unanswered)
                          assertThrows(java.util.concurrent.ExecutionException.class, s::get)
                              .getCause())
              .toList();
      assertEquals(2, why.stream().filter(w -> w.reason() == Reason.TIMED_OUT).count());
      assertEquals(4, why.stream().filter(w -> w.detail().contains("no turn within")).count());

      released.countDown();
      assertEquals(3, search(search("hanging")).at("/hits/total/value").asInt(), "and it is back");
    }
  }

  @Test
  void shouldTurnAwayWhatFindsNoRoomInTheQueue() throws Exception {
    try (var hanging = hanging(new CountDownLatch(1))) {
      connect(ClusterSettings.at(hanging.url()).bounds(1, 1).named("a"));
      var running = client().search(search("a")).subscribe().with(a -> {}, e -> {});
      await().atMost(SOON).until(() -> usage("a").running() == 1);
      var waiting = client().search(search("a")).subscribe().with(a -> {}, e -> {});

      Unanswered why = refused(search("a"));
      assertEquals(Reason.UNREACHABLE, why.reason());
      assertTrue(why.detail().contains("the queue of 1 is full"), why.detail());

      waiting.cancel();
      running.cancel();
      assertEquals(new Turns.Usage(1, 0, 0, 1), usage("a"), "who leaves gives his turn back");
    }
  }

  @Test
  void shouldTryAgainWhatTheClusterHasNoTimeFor() throws Exception {
    var asked = new AtomicInteger();
    try (var busy = FixtureCluster.http(a -> asked.incrementAndGet() < 3 ? TOO_MANY : ok(WHOLE));
        var always = FixtureCluster.http(a -> TOO_MANY)) {
      connect(
          ClusterSettings.at(busy.url()).named("busy"),
          ClusterSettings.at(always.url()).named("always"));
      assertEquals(3, search(search("busy")).at("/hits/total/value").asInt());
      Unanswered why = refused(search("always", Duration.ofSeconds(5)));
      assertTrue(why.reason().mayPass());
      assertTrue(why.detail().contains("es_rejected_execution_exception: full"), why.detail());
      assertEquals(3, always.asked().size());
    }
  }

  private static FixtureCluster hanging(CountDownLatch released) throws Exception {
    return FixtureCluster.http(
        asked -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ok(WHOLE);
        });
  }

  private Turns.Usage usage(String cluster) {
    return wiring.named(cluster).usage(Lane.FAST);
  }
}
