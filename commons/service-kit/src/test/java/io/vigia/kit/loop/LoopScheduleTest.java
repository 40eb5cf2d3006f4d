package io.vigia.kit.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopScheduleTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicInteger passes = new AtomicInteger();

  @Test
  void shouldGoOnAtOnceWhileThereIsMore() {
    try (var loop =
        new LoopSchedule(
            "test", LONG, () -> pass(passes.get() < 4 ? LoopSchedule.AGAIN : LoopSchedule.IDLE))) {
      loop.start();
      await().until(() -> passes.get() == 5);
    }
  }

  @Test
  void shouldWakeWhenNudged() {
    try (var loop = new LoopSchedule("test", LONG, () -> pass(LoopSchedule.IDLE))) {
      loop.start();
      await().until(() -> passes.get() == 1);
      loop.nudge();
      await().until(() -> passes.get() == 2);
    }
  }

  @Test
  void shouldGoOnAfterAFailure() {
    try (var loop =
        new LoopSchedule(
            "test",
            Duration.ofMillis(5),
            () -> {
              passes.incrementAndGet();
              throw new IllegalStateException("on purpose");
            })) {
      loop.start();
      await().until(() -> passes.get() >= 3);
    }
  }

  @Test
  void shouldNotForgetANudgeDuringAPass() {
    var gate = new AtomicInteger();
    try (var loop =
        new LoopSchedule(
            "test",
            LONG,
            () ->
                pass(LoopSchedule.IDLE)
                    .onItem()
                    .delayIt()
                    .until(
                        item ->
                            Uni.createFrom()
                                .emitter(
                                    e -> {
                                      gate.incrementAndGet();
                                      await().until(() -> gate.get() != 1);
                                      e.complete(item);
                                    })))) {
      loop.start();
      await().until(() -> gate.get() == 1);
      loop.nudge();
      gate.set(100);
      await().until(() -> passes.get() == 2);
      assertEquals(2, passes.get());
    }
  }

  private Uni<Duration> pass(Duration next) {
    passes.incrementAndGet();
    return Uni.createFrom().item(next);
  }
}
