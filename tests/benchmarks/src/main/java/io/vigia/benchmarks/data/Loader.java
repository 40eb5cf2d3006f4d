package io.vigia.benchmarks.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.benchmarks.cluster.Cluster;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Brings a data set into a cluster unless it is there; goes on with one that was begun. */
public final class Loader {

  private static final int BULK = 5_000;
  private static final int THREADS = 2;
  private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

  /** Event times lie this far back when loading begins, so that all of them are past. */
  private static final Duration AGE = DataSet.SPAN.plusHours(1);

  private static final String SETTINGS =
      """
      {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1",
                    "translog.durability": "async"},
       "mappings": {"dynamic": "strict", "properties": {
         "@timestamp": {"type": "date"}, "service": {"type": "keyword"},
         "level": {"type": "keyword"}, "status": {"type": "integer"},
         "latency": {"type": "double"}}}}""";
  private static final String LOADED =
      """
      {"index": {"refresh_interval": null, "translog.durability": null}}""";

  private final Cluster cluster;
  private final Manifest manifest;
  private final Clock clock;
  private final PrintStream out;
  private final AtomicLong loaded = new AtomicLong();
  private long begun;
  private long told;

  public Loader(Cluster cluster, Clock clock, PrintStream out) {
    this.cluster = cluster;
    this.manifest = new Manifest(cluster);
    this.clock = clock;
    this.out = out;
  }

  /** Whether such a set is loaded and of use. */
  public boolean has(long documents, int indices, long seed) throws IOException {
    return manifest
        .find(fresh(documents, indices, seed), clock.instant())
        .filter(Manifest.Entry::complete)
        .isPresent();
  }

  /** The set as it is in the cluster afterwards. */
  public DataSet ensure(long documents, int indices, long seed) throws IOException {
    DataSet fresh = fresh(documents, indices, seed);
    Optional<Manifest.Entry> kept = manifest.find(fresh, clock.instant());
    DataSet set = kept.map(Manifest.Entry::set).orElse(fresh);
    boolean complete = kept.map(Manifest.Entry::complete).orElse(false);
    if (complete && count(set.name() + "-*") == documents) {
      out.printf("data: %,d documents in %d indices are there already%n", documents, indices);
      return set;
    }
    if (kept.isEmpty()) {
      cluster.delete("/" + set.name() + "-*");
      manifest.write(set, false);
    }
    load(set);
    manifest.write(set, true);
    return set;
  }

  private DataSet fresh(long documents, int indices, long seed) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    return new DataSet(documents, indices, seed, now.minus(AGE));
  }

  private void load(DataSet set) throws IOException {
    begun = System.nanoTime();
    told = begun;
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, Loader::daemon);
    try {
      List<Future<?>> indices = new ArrayList<>();
      for (int i = 0; i < set.indices(); i++) {
        int number = i;
        indices.add(
            threads.submit(
                () -> {
                  index(set, number);
                  return null;
                }));
      }
      for (Future<?> each : indices) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
    tell(set);
    long there = count(set.name() + "-*");
    if (there != set.documents()) {
      throw new IOException("loaded %d documents, found %d".formatted(set.documents(), there));
    }
  }

  private void index(DataSet set, int number) throws IOException {
    String name = set.index(number);
    long wanted = set.documentsOf(number);
    if (count(name) != wanted) {
      cluster.delete("/" + name);
      cluster.put("/" + name, json(SETTINGS));
      Documents documents = new Documents(set, number);
      while (!documents.done()) {
        cluster.bulk(name, documents.bulk(BULK));
      }
      cluster.put("/" + name + "/_settings", json(LOADED));
      cluster.post("/" + name + "/_flush", json("{}"));
      cluster.post("/" + name + "/_refresh", json("{}"));
    }
    loaded.addAndGet(wanted);
    synchronized (this) {
      if (System.nanoTime() - told > TOLD_EVERY.toNanos()) {
        told = System.nanoTime();
        tell(set);
      }
    }
  }

  private void tell(DataSet set) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    long done = loaded.get();
    out.printf(
        "data: %,d of %,d documents after %.0f s (%,.0f a second)%n",
        done, set.documents(), seconds, done / seconds);
  }

  private long count(String index) throws IOException {
    return cluster.get("/" + index + "/_count").path("count").asLong(-1);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "load");
    thread.setDaemon(true);
    return thread;
  }
}
