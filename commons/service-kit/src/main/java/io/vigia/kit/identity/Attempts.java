package io.vigia.kit.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often somebody may guess. An address that has failed too often is told to wait, and so is a
 * right guess from there: else guessing would only have to go on. Who comes with what has worked
 * from the same address goes on, because behind a proxy everyone has one address.
 *
 * <p>A decision: the time is passed in. What it remembers is bounded; the longest unused goes
 * first. Credentials are known to it by their digests alone.
 */
final class Attempts {

  sealed interface Verdict {

    record Accepted() implements Verdict {}

    record Wrong() implements Verdict {}

    /** Nothing is said of the credentials. */
    record TooMany(Duration retryAfter) implements Verdict {}
  }

  static final int REMEMBERED = 10_000;
  private static final int MAX_SOURCE = 45;

  private record Proof(String source, String digest) {}

  private final int allowed;
  private final Duration window;
  private final Duration goodFor;
  private final Map<String, Deque<Instant>> failures = new Recent<>();
  private final Map<Proof, Instant> good = new Recent<>();

  /**
   * @param allowed failures within a window
   * @param goodFor how long credentials that worked pass by the limit
   */
  Attempts(int allowed, Duration window, Duration goodFor) {
    this.allowed = allowed;
    this.window = window;
    this.goodFor = goodFor;
  }

  /**
   * Judges an attempt and remembers it.
   *
   * @param source of {@link #source}
   * @param digest of the credentials
   * @param valid whether the credentials are right
   */
  synchronized Verdict judge(String source, String digest, boolean valid, Instant now) {
    var proof = new Proof(source, digest);
    Deque<Instant> failed = failuresOf(source, now);
    if (!(valid && worked(proof, now)) && failed.size() >= allowed) {
      return new Verdict.TooMany(Duration.between(now, failed.getFirst().plus(window)));
    }
    if (valid) {
      good.put(proof, now);
      return new Verdict.Accepted();
    }
    failed.addLast(now);
    failures.put(source, failed);
    return new Verdict.Wrong();
  }

  /**
   * How long an address has to wait before credentials are looked at, if it has to. Those that have
   * worked from there are looked at.
   */
  synchronized Optional<Duration> bar(String source, String digest, Instant now) {
    Deque<Instant> failed = failuresOf(source, now);
    return failed.size() < allowed || worked(new Proof(source, digest), now)
        ? Optional.empty()
        : Optional.of(Duration.between(now, failed.getFirst().plus(window)));
  }

  private boolean worked(Proof proof, Instant now) {
    Instant at = good.get(proof);
    return at != null && at.plus(goodFor).isAfter(now);
  }

  private Deque<Instant> failuresOf(String source, Instant now) {
    Deque<Instant> failed = failures.getOrDefault(source, new ArrayDeque<>());
    while (!failed.isEmpty() && !failed.getFirst().plus(window).isAfter(now)) {
      failed.removeFirst();
    }
    if (failed.isEmpty()) {
      failures.remove(source);
    }
    return failed;
  }

  int remembered() {
    return Math.max(failures.size(), good.size());
  }

  /**
   * Whom an address stands for: of IPv6 the first 64 bits, for a host may take any of the rest.
   *
   * @param address a literal; what a proxy says may be anything and is cut
   */
  static String source(String address) {
    if (!address.contains(":")) {
      return address.substring(0, Math.min(MAX_SOURCE, address.length()));
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
    } catch (UnknownHostException notAnAddress) {
      return "unknown";
    }
  }

  /** The most recently used entries. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > REMEMBERED;
    }
  }
}
