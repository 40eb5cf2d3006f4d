package io.vigia.benchmarks.deadman;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What an agent does, in milliseconds since the begin. Every second one reports over Kafka, the
 * others over HTTP.
 *
 * @param diesAt beyond the end for one that does not
 * @param revivesAt beyond the end for one that stays dead
 * @param clockOffMillis how far its clock is ahead
 */
record Life(int number, Habit habit, long diesAt, long revivesAt, long clockOffMillis) {

  static final long INTERVAL = 10_000;

  private static final double DEATHS = 0.04;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long DEAD_FOR = 50_000;
  private static final long HOUR = 3_600_000;

  /** How it reports. */
  enum Habit {
    PLAIN,
    /** Each heartbeat comes again up to 25 s later, also after its death. */
    REPEATS,
    /** Every third heartbeat is overtaken by the next one. */
    DAWDLES,
    WRONG_CLOCK
  }

  /** The agents of a run of so many milliseconds; the seed tells what each does. */
  static List<Life> all(int agents, long seed, long begin, long end) {
    Random random = new Random(seed);
    List<Life> lives = new ArrayList<>();
    for (int number = 0; number < agents; number++) {
      double kind = random.nextDouble();
      Habit habit =
          kind < 0.02
              ? Habit.WRONG_CLOCK
              : kind < 0.06 ? Habit.REPEATS : kind < 0.10 ? Habit.DAWDLES : Habit.PLAIN;
      boolean dies = random.nextDouble() < DEATHS && habit != Habit.DAWDLES;
      long death = begin + (long) (random.nextDouble() * (end - begin));
      boolean revives = random.nextDouble() < 0.4;
      long off = (long) ((random.nextDouble() - 0.5) * 2 * HOUR);
      lives.add(
          new Life(
              number,
              habit,
              dies ? death : NEVER,
              dies && revives ? death + DEAD_FOR : NEVER,
              habit == Habit.WRONG_CLOCK ? off + (off < 0 ? -120_000 : 120_000) : 0));
    }
    return lives;
  }

  String name() {
    return "bench-%05d".formatted(number);
  }

  boolean isOverKafka() {
    return number % 2 == 0;
  }

  boolean dies() {
    return diesAt != NEVER;
  }

  boolean isAliveAt(long millis) {
    return millis < diesAt || millis >= revivesAt;
  }

  /** Agents report at whole intervals, spread over one. */
  long phase(int agents) {
    return (long) number * INTERVAL / agents;
  }
}
