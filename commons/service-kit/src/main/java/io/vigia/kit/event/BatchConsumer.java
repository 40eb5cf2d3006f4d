package io.vigia.kit.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Event;
import io.vigia.contracts.Topic;
import io.vigia.kit.log.Seldom;
import io.vigia.kit.problem.Unprocessable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Takes in a batch of records so that nothing is lost and nothing stands still: a record that
 * cannot be read or that the store rejects goes to the dead letter with its reason, the others are
 * handled together, and while a part is away the batch is tried again until it is back. The
 * returned Uni completes (and only then the offsets are committed) when everything is durable.
 */
@ApplicationScoped
public class BatchConsumer {

  private static final Logger LOG = Logger.getLogger(BatchConsumer.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOG_LINES = Duration.ofMinutes(1);

  /** A store that says nothing for so long is asked again. */
  private static final Duration LONGEST_TRY = Duration.ofSeconds(30);

  private record Incoming<T>(ConsumerRecord<String, String> kafka, T event) {}

  private final EventMapper mapper;
  private final EventPublisher publisher;
  private final List<Unprocessable> faults;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final Seldom seldom = new Seldom(BETWEEN_LOG_LINES);

  BatchConsumer(
      EventMapper mapper,
      EventPublisher publisher,
      @All List<Unprocessable> faults,
      MeterRegistry metrics,
      Clock clock) {
    this.mapper = mapper;
    this.publisher = publisher;
    this.faults = faults;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @param handler makes the events' effects durable, in one transaction; it may see an event again
   */
  public <T extends Event> Uni<Void> accept(
      ConsumerRecords<String, String> records,
      Topic topic,
      Class<T> type,
      Function<List<T>, Uni<Void>> handler) {
    return acceptSome(
        records, topic, type, events -> handler.apply(events).replaceWith(Refused.none()));
  }

  /**
   * For a handler that may have no room for some: those go to the dead letter, so that a flood
   * stops nothing else.
   */
  public <T extends Event> Uni<Void> acceptSome(
      ConsumerRecords<String, String> records,
      Topic topic,
      Class<T> type,
      Function<List<T>, Uni<Refused<T>>> handler) {
    var good = new ArrayList<Incoming<T>>();
    var aside = new ArrayList<Uni<Void>>();
    for (ConsumerRecord<String, String> kafka : records) {
      try {
        good.add(new Incoming<>(kafka, mapper.read(kafka, topic, type)));
      } catch (RuntimeException e) { // whatever is wrong with it, the next one is not to wait
        aside.add(deadLetter(kafka, String.valueOf(e.getMessage())));
      }
    }
    Uni<Void> letters =
        aside.isEmpty()
            ? Uni.createFrom().voidItem()
            : Uni.join().all(aside).andFailFast().replaceWithVoid();
    return letters.chain(() -> together(good, handler));
  }

  private <T> Uni<Void> together(
      List<Incoming<T>> batch, Function<List<T>, Uni<Refused<T>>> handler) {
    if (batch.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<T> events = batch.stream().map(Incoming::event).toList();
    return untilBack(Uni.createFrom().deferred(() -> handler.apply(events)))
        .chain(refused -> setAside(batch, refused))
        .onFailure(this::isUnprocessable)
        .recoverWithUni(failure -> oneByOne(batch, handler, failure));
  }

  private <T> Uni<Void> setAside(List<Incoming<T>> batch, Refused<T> refused) {
    var events = new HashSet<>(refused.events());
    List<Uni<Void>> letters =
        batch.stream()
            .filter(one -> events.contains(one.event()))
            .map(one -> deadLetter(one.kafka(), refused.reason()))
            .toList();
    return letters.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(letters).andFailFast().replaceWithVoid();
  }

  private <T> Uni<Void> oneByOne(
      List<Incoming<T>> batch, Function<List<T>, Uni<Refused<T>>> handler, Throwable failure) {
    if (batch.size() == 1) {
      return deadLetter(batch.get(0).kafka(), "cannot be stored: " + failure.getMessage());
    }
    return Multi.createFrom()
        .iterable(batch)
        .onItem()
        .transformToUniAndConcatenate(one -> together(List.of(one), handler).replaceWith(true))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> deadLetter(ConsumerRecord<String, String> kafka, String reason) {
    seldom
        .next(kafka.topic(), clock.instant())
        .ifPresent(
            leftOut ->
                LOG.warnf(
                    "dead letter from %s/%d/%d: %s (%d before it are not in this log)",
                    kafka.topic(), kafka.partition(), kafka.offset(), reason, leftOut));
    metrics.counter("vigia_dead_letters_total", "topic", kafka.topic()).increment();
    return untilBack(publisher.deadLetter(kafka, reason));
  }

  private <R> Uni<R> untilBack(Uni<R> work) {
    return work.ifNoItem()
        .after(LONGEST_TRY)
        .fail()
        .onFailure(failure -> !isUnprocessable(failure))
        .invoke(failure -> LOG.warnf("a batch waits: %s", failure.toString()))
        .onFailure(failure -> !isUnprocessable(failure))
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }

  private boolean isUnprocessable(Throwable failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof DateTimeException
        || failure instanceof ArithmeticException
        || faults.stream().anyMatch(fault -> fault.test(failure));
  }
}
