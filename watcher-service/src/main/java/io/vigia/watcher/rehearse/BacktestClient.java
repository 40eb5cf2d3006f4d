package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.rehearse.Backtest.Gap;
import io.vigia.watcher.rehearse.Cut.Piece;
import io.vigia.watcher.run.LagClient;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.watch.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/** Asks about the past, in as few searches as it takes, and replays the answers. */
@ApplicationScoped
class BacktestClient {

  /** Runs that one backtest may replay. */
  static final int MAX_TURNS = 50_000;

  /** Backtests at the same time in one process: each holds an answer in memory. */
  private static final int MAX_AT_ONCE = 2;

  private static final Pattern TOO_MUCH =
      Pattern.compile("too_many_buckets|max_buckets|too large", Pattern.CASE_INSENSITIVE);

  private final SearchClient search;
  private final LagClient lag;
  private final Semaphore room = new Semaphore(MAX_AT_ONCE);

  BacktestClient(SearchClient search, LagClient lag) {
    this.search = search;
    this.lag = lag;
  }

  Uni<Backtest> run(BacktestOrder order, Template template, Instant now) {
    return lag.delay(order.definition())
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(delay -> new Course(order, template, delay, now))
        .chain(this::withRoom);
  }

  private Uni<Backtest> withRoom(Course course) {
    if (!room.tryAcquire()) {
      throw Refusal.later(
          429, "other backtests are running here; one after the other", Duration.ofSeconds(10));
    }
    return Uni.createFrom().item(course).chain(Course::run).onTermination().invoke(room::release);
  }

  /** One backtest. Its searches follow one another, so that it needs no lock. */
  private final class Course {

    private final Instant from;
    private final Instant to;
    private final Definition definition;
    private final List<Turn> turns;
    private final Asking asking;
    private final Replay asItIs;
    private final List<Variant> variants;
    private final List<Replay> others = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final long begun = System.nanoTime();
    private int searches;
    private long requestBytes;

    Course(BacktestOrder order, Template template, Duration delay, Instant now) {
      definition = order.definition();
      from = order.begin(now);
      to = order.end(now);
      turns = Turn.between(definition, from, to, delay, MAX_TURNS);
      var inquiry = new Inquiry(definition, template, turns.get(0).window());
      variants = Variant.of(inquiry, order.thresholds());
      asItIs = new Replay(inquiry);
      variants.forEach(v -> others.add(new Replay(new Inquiry(definition, v, inquiry.window()))));
      var stretch = Stretch.of(inquiry, turns);
      asking = stretch.isPresent() ? stretch.get() : new Merged(inquiry, turns);
    }

    Uni<Backtest> run() {
      return pieces()
          .chain(
              pieces ->
                  Multi.createFrom()
                      .iterable(pieces)
                      .onItem()
                      .transformToUniAndConcatenate(this::replay)
                      .collect()
                      .last())
          .onFailure(Unanswered.class)
          .invoke(e -> unknown(new Piece(0, turns.size()), (Unanswered) e))
          .onFailure(Unanswered.class)
          .recoverWithNull()
          .map(done -> report());
    }

    /** Where windows have buckets of their own, a first search tells how many at most. */
    private Uni<List<Piece>> pieces() {
      if (!(asking instanceof Stretch stretch)) {
        return Uni.createFrom().item(Cut.pieces(turns.size(), 1, Merged.MAX_WINDOWS));
      }
      int cells = stretch.cells().size();
      if (!Cut.nests(stretch.cells())) {
        return Uni.createFrom().item(Cut.pieces(turns.size(), cells, Cut.MAX_WINDOWS));
      }
      return ask(stretch.probe())
          .map(
              answer ->
                  Cut.pieces(
                      turns.size(), Cut.buckets(answer.path("aggregations")), Cut.MAX_WINDOWS));
    }

    private Uni<Void> replay(Piece piece) {
      return ask(asking.body(piece.from(), piece.to()))
          .invoke(answer -> read(piece, answer))
          .replaceWithVoid()
          .onFailure(Unanswered.class)
          .recoverWithUni(e -> failed(piece, (Unanswered) e));
    }

    /** What is too much for the cluster is asked in halves; all else stays unknown. */
    private Uni<Void> failed(Piece piece, Unanswered why) {
      int middle = (piece.from() + piece.to()) / 2;
      boolean divisible = middle > piece.from() && searches < Cut.MAX_SEARCHES;
      if (divisible && TOO_MUCH.matcher(why.detail()).find()) {
        return replay(new Piece(piece.from(), middle))
            .chain(() -> replay(new Piece(middle, piece.to())));
      }
      unknown(piece, why);
      return Uni.createFrom().voidItem();
    }

    private Uni<JsonNode> ask(ObjectNode body) {
      searches++;
      requestBytes =
          Math.max(requestBytes, body.toString().getBytes(StandardCharsets.UTF_8).length);
      return search
          .search(
              new Search(
                  definition.cluster(),
                  definition.index(),
                  body,
                  Definition.MAX_TIMEOUT,
                  Search.Lane.SLOW))
          .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private void read(Piece piece, JsonNode answer) {
      List<Buckets> read = asking.read(answer, piece.from(), piece.to());
      for (int i = 0; i < read.size(); i++) {
        Turn turn = turns.get(piece.from() + i);
        Buckets buckets = read.get(i);
        asItIs.on(turn, buckets);
        others.forEach(other -> other.on(turn, buckets));
      }
    }

    private void unknown(Piece piece, Unanswered why) {
      List<Turn> lost = turns.subList(piece.from(), piece.to());
      for (Turn turn : lost) {
        asItIs.unknown(turn);
        others.forEach(other -> other.unknown(turn));
      }
      gaps.add(
          new Gap(
              lost.get(0).window().from(),
              lost.get(lost.size() - 1).window().to(),
              lost.size(),
              why.reason(),
              why.detail()));
    }

    private Backtest report() {
      var alternatives = new ArrayList<Outcome>();
      for (int i = 0; i < variants.size(); i++) {
        Variant v = variants.get(i);
        alternatives.add(others.get(i).outcome(from, to, v.parameter(), v.value()));
      }
      return new Backtest(
          from,
          to,
          turns.size(),
          searches,
          Duration.ofNanos(System.nanoTime() - begun),
          requestBytes,
          gaps.stream().mapToInt(Gap::windows).sum(),
          Gap.joined(gaps),
          asItIs.incomplete(),
          asItIs.outcome(from, to, null, null),
          alternatives);
    }
  }
}
