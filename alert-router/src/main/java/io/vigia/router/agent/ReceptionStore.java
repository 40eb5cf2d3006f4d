package io.vigia.router.agent;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Heartbeat;
import io.vigia.kit.event.Refused;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Unprocessable;
import io.vigia.router.RouterConfig;
import io.vigia.router.agent.Sighting.Track;
import io.vigia.router.agent.WorkerStatus.Result;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes heartbeats that came over HTTP. That they came is stored whatever else fails, so the state
 * before is read first and on its own, and a recovery is told afterwards; the switch finds what was
 * not told.
 */
@ApplicationScoped
class ReceptionStore {

  private static final Logger LOG = Logger.getLogger(ReceptionStore.class);

  private final AgentStore agents;
  private final AgentQuotaStore quota;
  private final DeadManStore deadMan;
  private final RouterConfig router;
  private final List<Unprocessable> faults;

  ReceptionStore(
      AgentStore agents,
      AgentQuotaStore quota,
      DeadManStore deadMan,
      RouterConfig router,
      @All List<Unprocessable> faults) {
    this.agents = agents;
    this.quota = quota;
    this.deadMan = deadMan;
    this.router = router;
    this.faults = faults;
  }

  Uni<WorkerStatus> take(HeartbeatsMapper.Read read, Instant now) {
    return agents
        .known(read.heartbeats())
        .map(Optional::of)
        .onFailure()
        .invoke(failure -> LOG.warnf("the agents' state cannot be read: %s", failure.toString()))
        .onFailure()
        .recoverWithItem(Optional.empty())
        .chain(known -> fitting(read, known, now));
  }

  private Uni<WorkerStatus> fitting(
      HeartbeatsMapper.Read read, Optional<Map<String, Track>> known, Instant now) {
    return quota
        .beyond(read.heartbeats())
        .onFailure()
        .recoverWithItem(Refused.none())
        .chain(
            beyond -> {
              List<Heartbeat> taken =
                  read.heartbeats().stream().filter(h -> !beyond.events().contains(h)).toList();
              var refused = new ArrayList<>(read.refused());
              beyond.events().forEach(h -> refused.add(noRoom(h, beyond.reason())));
              return keep(taken, known, refused, now);
            });
  }

  private Uni<WorkerStatus> keep(
      List<Heartbeat> taken,
      Optional<Map<String, Track>> known,
      List<Problem> refused,
      Instant now) {
    Batch batch = agents.batch(taken, known.orElse(Map.of()), true, now);
    return agents
        .write(batch, now)
        .chain(
            () ->
                known.isEmpty()
                    ? Uni.createFrom().item(WorkerStatus.of(Result.BLIND, List.of(), refused))
                    : recovery(taken, refused, now))
        .onFailure(failure -> faults.stream().noneMatch(fault -> fault.test(failure)))
        .recoverWithItem(
            failure -> {
              LOG.errorf("heartbeats are not kept: %s", failure.toString());
              return WorkerStatus.of(Result.FAILED, List.of(), refused);
            });
  }

  private Uni<WorkerStatus> recovery(List<Heartbeat> taken, List<Problem> refused, Instant now) {
    var telling = new AgentAlert(now, router.externalUrl().resolve("/api/v1/agents").toString());
    return deadMan
        .returned(
            taken.stream().map(Heartbeat::tenant).toList(),
            taken.stream().map(Heartbeat::agent).toList())
        .chain(
            returned -> {
              List<String> names = returned.stream().map(Watched::agent).toList();
              return deadMan
                  .apply(
                      Way.HTTP,
                      returned.stream()
                          .map(a -> new Watched.Turn(a, Liveness.Change.REPORTS_AGAIN))
                          .toList(),
                      List.of(),
                      telling)
                  .replaceWith(
                      () ->
                          WorkerStatus.of(
                              names.isEmpty() ? Result.RECORDED : Result.RECOVERED,
                              names,
                              refused));
            })
        .onFailure()
        .invoke(failure -> LOG.warnf("a recovery is not told yet: %s", failure.toString()))
        .onFailure()
        .recoverWithItem(() -> WorkerStatus.of(Result.RECOVERY_NOT_TOLD, List.of(), refused));
  }

  private static Problem noRoom(Heartbeat heartbeat, String reason) {
    return Problem.of(429, "limit", "A limit is reached", heartbeat.agent() + ": " + reason);
  }
}
