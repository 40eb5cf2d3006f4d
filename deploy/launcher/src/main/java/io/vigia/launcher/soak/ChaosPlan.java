package io.vigia.launcher.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What is done to which process and when. The same seed gives the same plan. */
record ChaosPlan(List<Blow> blows) {

  /** What a blow does. */
  enum Kind {
    /** {@code kill -9} */
    KILL,
    /** {@code SIGSTOP}, later {@code SIGCONT}: alive and silent, as a machine that is paused. */
    PAUSE
  }

  /**
   * One blow.
   *
   * @param after since the beginning of the load
   * @param lasting how long a pause lasts, or how long a killed process stays away when nobody else
   *     brings it back
   */
  record Blow(Duration after, Kind kind, Victim victim, Duration lasting) {}

  private static final Duration SHORTEST_GAP = Duration.ofSeconds(5);
  private static final Duration LONGEST_GAP = Duration.ofSeconds(20);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final Duration SOONEST_BACK = Duration.ofSeconds(1);
  private static final Duration LATEST_BACK = Duration.ofSeconds(8);

  ChaosPlan {
    blows = List.copyOf(blows);
  }

  /** Blows 5 to 20 s apart, the last one before the load ends. */
  static ChaosPlan of(long seed, Duration load) {
    var random = new SplittableRandom(seed);
    var blows = new ArrayList<Blow>();
    Duration at = between(random, SHORTEST_GAP, LONGEST_GAP);
    while (at.compareTo(load) < 0) {
      blows.add(blow(random, at));
      at = at.plus(between(random, SHORTEST_GAP, LONGEST_GAP));
    }
    return new ChaosPlan(blows);
  }

  /** Every process is as likely to be killed as any service is to be paused. */
  private static Blow blow(SplittableRandom random, Duration at) {
    Victim[] all = Victim.values();
    int choice = random.nextInt(all.length + 1);
    if (choice < all.length) {
      Duration away = between(random, SOONEST_BACK, LATEST_BACK);
      return new Blow(at, Kind.KILL, all[choice], away);
    }
    List<Victim> services =
        List.of(all).stream().filter(victim -> victim.service().isPresent()).toList();
    Victim paused = services.get(random.nextInt(services.size()));
    return new Blow(at, Kind.PAUSE, paused, between(random, SHORTEST_PAUSE, LONGEST_PAUSE));
  }

  private static Duration between(SplittableRandom random, Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
  }

  long count(Kind kind) {
    return blows.stream().filter(blow -> blow.kind() == kind).count();
  }

  /** The blow at that place, in the order of time. */
  Optional<Blow> at(int place) {
    return place < blows.size() ? Optional.of(blows.get(place)) : Optional.empty();
  }
}
