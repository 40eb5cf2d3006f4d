package io.vigia.router.deliver;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.router.RouterConfig;
import io.vigia.router.route.RoutingWiring;
import io.vigia.router.route.Terms;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks after what waits for receivers out of reach, which is not tried one by one: it is given up
 * when it is too old, and told to the fallback when that takes too long.
 */
@ApplicationScoped
class CircuitSchedule {

  private static final Logger LOG = Logger.getLogger(CircuitSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int BATCH = 200;

  private final CircuitStore circuits;
  private final SettlementStore settlements;
  private final FallbackStore fallbacks;
  private final RoutingWiring routing;
  private final RouterConfig config;
  private final Clock clock;
  private final LoopSchedule loop = new LoopSchedule("circuits", PAUSE, this::pass);

  CircuitSchedule(
      CircuitStore circuits,
      SettlementStore settlements,
      FallbackStore fallbacks,
      RoutingWiring routing,
      RouterConfig config,
      Clock clock) {
    this.circuits = circuits;
    this.settlements = settlements;
    this.fallbacks = fallbacks;
    this.routing = routing;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    Instant now = clock.instant();
    return circuits
        .all()
        .onItem()
        .transformToMulti(all -> Multi.createFrom().iterable(all.entrySet()))
        .onItem()
        .transformToUniAndConcatenate(
            open ->
                Uni.createFrom()
                    .deferred(() -> lookAfter(open, now))
                    .onFailure()
                    .recoverWithItem(e -> left(open.getKey(), e)))
        .collect()
        .asList()
        .map(
            counts ->
                counts.stream().anyMatch(n -> n >= BATCH) ? LoopSchedule.AGAIN : LoopSchedule.IDLE);
  }

  /** One target that fails stops no other. */
  private static int left(String target, Throwable failure) {
    LOG.warnf("%s is left for the next pass: %s", target, failure.toString());
    return 0;
  }

  private Uni<Integer> lookAfter(Map.Entry<String, Circuit> open, Instant now) {
    String target = open.getKey();
    Circuit circuit = open.getValue();
    String givenUp = "given up after " + config.giveUpAfter() + ": " + circuit.why();
    return settlements
        .giveUp(target, now.minus(config.giveUpAfter()), givenUp, BATCH, now)
        .chain(given -> handOver(target, circuit, now).map(handed -> Math.max(given, handed)));
  }

  private Uni<Integer> handOver(String target, Circuit circuit, Instant now) {
    Optional<Duration> after = FallbackStore.terms(routing, target).flatMap(Terms::fallbackAfter);
    boolean tooLong =
        after.map(time -> !circuit.failingSince().plus(time).isAfter(now)).orElse(false);
    return tooLong
        ? fallbacks.whileOutOfReach(
            target,
            "out of reach since " + circuit.failingSince() + ": " + circuit.why(),
            BATCH,
            now)
        : Uni.createFrom().item(0);
  }
}
