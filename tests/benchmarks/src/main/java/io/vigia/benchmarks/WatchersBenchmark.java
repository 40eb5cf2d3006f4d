package io.vigia.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.benchmarks.cluster.Cluster;
import io.vigia.benchmarks.data.DataSet;
import io.vigia.benchmarks.data.Loader;
import io.vigia.benchmarks.data.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/**
 * Ten thousand watchers on one small machine. {@code load FILE} brings the documents into the
 * cluster, {@code measure FILE} needs a running watcher-service and does the rest; FILE holds the
 * {@link Settings}.
 */
public final class WatchersBenchmark {

  private static final ObjectMapper JSON = new ObjectMapper();

  private WatchersBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.read(Path.of(arguments[1]));
    try {
      switch (arguments[0]) {
        case "load" -> load(settings);
        case "measure" -> new WatchersRun(settings, dataSet(settings), Clock.systemUTC()).run();
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0); // whatever threads an HTTP client may have left
  }

  private static void load(Settings settings) throws IOException {
    var loader =
        new Loader(new Cluster(settings.cluster().toString()), Clock.systemUTC(), System.out);
    long documents = settings.documents();
    if (!loader.has(documents, settings.indices(), settings.seed())) {
      long free = Files.getFileStore(settings.folder()).getUsableSpace();
      documents = Room.documents(settings.documents(), free);
      if (documents < settings.indices()) {
        throw new IOException(
            "the disk has %,d MB free, too little for any documents".formatted(free >> 20));
      }
      if (documents < settings.documents()) {
        System.out.printf(
            "data: the disk has %,d MB free: %,d documents instead of %,d%n",
            free >> 20, documents, settings.documents());
      }
    }
    DataSet set = loader.ensure(documents, settings.indices(), settings.seed());
    JSON.writeValue(
        file(settings).toFile(),
        JSON.createObjectNode().put("documents", documents).put("base", set.base().toString()));
  }

  private static DataSet dataSet(Settings settings) throws IOException {
    JsonNode said = JSON.readTree(file(settings).toFile());
    return new DataSet(
        said.path("documents").asLong(),
        settings.indices(),
        settings.seed(),
        Instant.parse(said.path("base").asText()));
  }

  private static Path file(Settings settings) {
    return settings.folder().resolve("data.json");
  }
}
