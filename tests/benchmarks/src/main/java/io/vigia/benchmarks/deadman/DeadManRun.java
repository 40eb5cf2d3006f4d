package io.vigia.benchmarks.deadman;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.benchmarks.deadman.Account.Death;
import io.vigia.benchmarks.deadman.Life.Habit;
import io.vigia.benchmarks.deadman.Sightings.Seen;
import io.vigia.benchmarks.measure.Load;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Plays the agents, looks at the alerts meanwhile, and pauses the router in the middle. */
public final class DeadManRun {

  private static final long TICK = 100;
  private static final long LOOK_AT_LOAD = 5_000;
  private static final long WARM_UP = 30_000;

  /**
   * What is asked for.
   *
   * @param folder for results and raw samples
   * @param measured how long agents may die, after the warm-up
   * @param pause how long the router is stopped in the middle
   */
  public record Wanted(
      Path folder,
      URI service,
      long servicePid,
      long platformPid,
      String kafka,
      String apiKey,
      String jdbcUrl,
      String jdbcUser,
      String jdbcPassword,
      int agents,
      Duration measured,
      Duration pause,
      long seed) {

    /** Without the key and the password. */
    @Override
    public String toString() {
      return "Wanted of " + folder;
    }
  }

  private final Wanted wanted;
  private final long begin = System.currentTimeMillis();
  private final Map<String, List<Long>> sent = new HashMap<>();
  private final TreeMap<Long, List<Beat>> later = new TreeMap<>();
  private final List<Seen> seen = new ArrayList<>();
  private final Load load;
  private long beats;

  public DeadManRun(Wanted wanted) {
    this.wanted = wanted;
    this.load = new Load(wanted.servicePid(), wanted.platformPid());
  }

  /** Runs, and writes {@code figures.json}, {@code deaths.csv} and {@code alerts.csv}. */
  public void run() throws IOException {
    long end = WARM_UP + wanted.measured().toMillis();
    long pausedFrom = WARM_UP + wanted.measured().toMillis() / 2;
    long pausedUntil = pausedFrom + wanted.pause().toMillis();
    List<Life> lives = Life.all(wanted.agents(), wanted.seed(), WARM_UP, end);
    System.out.printf(
        "%,d agents, %d of which die; the router pauses for %d s in the middle%n",
        lives.size(), lives.stream().filter(Life::dies).count(), wanted.pause().toSeconds());
    var done = new AtomicBoolean();
    var broken = new AtomicReference<IOException>();
    Thread looking = looking(done, broken);
    try (var senders = new Senders(wanted.kafka(), wanted.service(), wanted.apiKey())) {
      play(lives, senders, end + Account.settleMillis(), pausedFrom, pausedUntil);
      done.set(true);
      join(looking);
      if (broken.get() != null) {
        throw broken.get();
      }
      var account = new Account(lives, sent, List.copyOf(seen), pausedFrom, pausedUntil);
      report(account, senders.unsent(), end + Account.settleMillis());
    } finally {
      done.set(true);
      signal("-CONT");
    }
  }

  private void play(List<Life> lives, Senders senders, long end, long pausedFrom, long pausedUntil)
      throws IOException {
    boolean stopped = false;
    long looked = 0;
    for (long tick = 0; tick < end; tick += TICK) {
      pause(begin + tick - System.currentTimeMillis());
      if (!stopped && tick >= pausedFrom && tick < pausedUntil) {
        signal("-STOP");
        stopped = true;
      } else if (stopped && tick >= pausedUntil) {
        signal("-CONT");
        stopped = false;
      }
      senders.send(due(lives, tick));
      if (tick - looked >= LOOK_AT_LOAD) {
        looked = tick;
        load.look();
      }
    }
  }

  private List<Beat> due(List<Life> lives, long tick) {
    long now = System.currentTimeMillis() - begin;
    List<Beat> due = new ArrayList<>();
    int slots = (int) (Life.INTERVAL / TICK);
    int slot = (int) (tick / TICK % slots);
    int from = lives.size() * slot / slots;
    int to = lives.size() * (slot + 1) / slots;
    for (Life life : lives.subList(from, to)) {
      if (!life.isAliveAt(tick)) {
        continue;
      }
      var beat = new Beat(life, tick / Life.INTERVAL + 1, Instant.ofEpochMilli(begin + tick));
      boolean dawdles = life.habit() == Habit.DAWDLES && beat.sequence() % 3 == 0;
      if (dawdles) { // the next one comes before it
        at(tick + Life.INTERVAL + 2_000, beat);
        continue;
      }
      if (life.habit() == Habit.REPEATS) {
        at(tick + 1_000 + life.number() % 240 * 100, beat);
      }
      sent.computeIfAbsent(life.name(), name -> new ArrayList<>()).add(now);
      due.add(beat);
    }
    var overdue = later.headMap(tick, true);
    overdue.values().forEach(due::addAll);
    overdue.clear();
    beats += due.size();
    return due;
  }

  private void at(long tick, Beat beat) {
    later.computeIfAbsent(tick / TICK * TICK, time -> new ArrayList<>()).add(beat);
  }

  private Thread looking(AtomicBoolean done, AtomicReference<IOException> broken) {
    Thread thread =
        new Thread(
            () -> {
              try (var alerts =
                  new Sightings(wanted.jdbcUrl(), wanted.jdbcUser(), wanted.jdbcPassword())) {
                while (!done.get()) {
                  List<Seen> changes = alerts.look(System.currentTimeMillis() - begin);
                  long after = System.currentTimeMillis() - begin;
                  changes.forEach(
                      c -> seen.add(new Seen(after, c.alertname(), c.agent(), c.begins())));
                  pause(TICK / 2);
                }
              } catch (IOException e) {
                broken.set(e);
              }
            },
            "alerts");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void report(Account account, long unsent, long millis) throws IOException {
    try (var rows =
        new PrintWriter(Files.newBufferedWriter(wanted.folder().resolve("deaths.csv")))) {
      rows.println("agent,last_ms,seen_ms,seconds,paused");
      for (Death death : account.deaths()) {
        rows.printf(
            Locale.ROOT,
            "%s,%d,%d,%.3f,%s%n",
            death.agent(),
            death.last(),
            death.seenAt(),
            death.seconds(),
            death.paused());
      }
    }
    try (var rows =
        new PrintWriter(Files.newBufferedWriter(wanted.folder().resolve("alerts.csv")))) {
      rows.println("at_ms,alertname,agent,begins");
      account
          .seen()
          .forEach(s -> rows.printf("%d,%s,%s,%s%n", s.at(), s.alertname(), s.agent(), s.begins()));
    }
    Map<String, Double> figures = account.figures();
    figures.put("heartbeats_per_s", Math.round(beats * 10_000.0 / millis) / 10.0);
    figures.put("unsent", (double) unsent);
    figures.put("cpu_cores", Math.round(load.serviceCores() * 100) / 100.0);
    figures.put("rss_mb", (double) (load.mostBytes() >> 20));
    new ObjectMapper().writeValue(wanted.folder().resolve("figures.json").toFile(), figures);
    figures.forEach(
        (name, value) -> System.out.printf(Locale.ROOT, "  %-28s %,14.3f%n", name, value));
    account
        .falseAlarms()
        .forEach(s -> System.out.printf("  false alarm: %s at %d ms%n", s.agent(), s.at()));
    System.out.printf("  raw samples: %s%n", wanted.folder());
  }

  /** To the router alone. */
  private void signal(String name) throws IOException {
    join(new ProcessBuilder("kill", name, String.valueOf(wanted.servicePid())).start());
  }

  private static void join(Process process) throws IOException {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(Math.max(0, millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
