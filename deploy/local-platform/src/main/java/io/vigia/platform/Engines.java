package io.vigia.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the engines side by side and ends them one after the other. */
final class Engines {

  private static final Duration STOP_EACH_WITHIN = Duration.ofSeconds(30);

  /** What the control endpoint tells of one engine. */
  private enum State {
    STARTING,
    READY,
    RESTARTING,
    DEAD
  }

  private final List<Engine> inStopOrder;
  private final Map<String, State> states = new ConcurrentHashMap<>();

  Engines(List<Engine> inStopOrder) {
    this.inStopOrder = List.copyOf(inStopOrder);
    inStopOrder.forEach(engine -> states.put(engine.name(), State.STARTING));
  }

  /** Returns when all are ready; fails as soon as one fails, while others may still be starting. */
  void start() throws Exception {
    var failed = new CompletableFuture<@Nullable Void>();
    var all =
        inStopOrder.stream()
            .map(engine -> CompletableFuture.runAsync(() -> start(engine), Engines::onThread))
            .map(started -> started.whenComplete((done, e) -> fail(failed, e)))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.anyOf(failed, CompletableFuture.allOf(all)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** The engines that have died. */
  List<Engine> dead() {
    List<Engine> dead = inStopOrder.stream().filter(engine -> !engine.alive()).toList();
    dead.forEach(engine -> states.put(engine.name(), State.DEAD));
    return dead;
  }

  void restart(Engine engine) throws Exception {
    states.put(engine.name(), State.RESTARTING);
    start(engine);
  }

  /** One engine's trouble does not keep the next one from ending well. */
  void stop() {
    for (Engine engine : inStopOrder) {
      try {
        CompletableFuture.runAsync(() -> stop(engine), Engines::onThread)
            .get(STOP_EACH_WITHIN.toSeconds(), TimeUnit.SECONDS);
      } catch (Exception e) {
        System.err.printf("%s did not stop as it should: %s%n", engine.name(), e);
      }
    }
  }

  /** Engine names and states, in lower case. */
  Map<String, String> states() {
    Map<String, String> told = new LinkedHashMap<>();
    inStopOrder.forEach(
        engine ->
            told.put(
                engine.name(), String.valueOf(states.get(engine.name())).toLowerCase(Locale.ROOT)));
    return told;
  }

  private void start(Engine engine) {
    long begin = System.nanoTime();
    try {
      engine.start();
    } catch (PlatformFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException("%s did not start: %s".formatted(engine.name(), e), e);
    }
    states.put(engine.name(), State.READY);
    System.out.println(engine.name() + " ready in " + seconds(begin));
  }

  private static void stop(Engine engine) {
    try {
      engine.stop();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private static void fail(CompletableFuture<?> failed, @Nullable Throwable e) {
    if (e != null) {
      failed.completeExceptionally(
          e instanceof CompletionException c && c.getCause() instanceof PlatformFailure f ? f : e);
    }
  }

  private static void onThread(Runnable task) {
    Thread thread = new Thread(task, "engine");
    thread.setDaemon(true);
    thread.start();
  }

  static String seconds(long beginNanos) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - beginNanos) / 1e9);
  }
}
