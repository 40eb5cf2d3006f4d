package io.vigia.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** Kafka as one KRaft node that is broker and controller at once, inside this JVM. */
final class KafkaEngine implements Engine {

  private static final int NODE_ID = 1;
  private static final String LISTENER = "PLAINTEXT";
  private static final String CONTROLLER_LISTENER = "CONTROLLER";

  private final Path data;
  private final int port;
  private volatile @Nullable KafkaRaftServer server;
  private volatile boolean died;

  KafkaEngine(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public void start() throws Exception {
    // Kafka ends the whole JVM when it cannot go on; PostgreSQL would be left behind by that.
    Exit.setExitProcedure((status, message) -> giveUp(message));
    Exit.setHaltProcedure((status, message) -> giveUp(message));
    formatOnce();
    KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
    starting.startup();
    server = starting;
  }

  @Override
  public void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
    }
  }

  @Override
  public boolean alive() {
    return !died;
  }

  private void giveUp(@Nullable String message) {
    died = true;
    throw new IllegalStateException("Kafka gave up" + (message == null ? "" : ": " + message));
  }

  /**
   * Without {@code meta.properties} no broker has ever run here: at most a killed formatting left
   * something.
   */
  private void formatOnce() throws Exception {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    Folder.delete(data);
    Files.createDirectories(data);
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Formatter()
        .setPrintStream(silent)
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName(CONTROLLER_LISTENER)
        .setMetadataLogDirectory(data.toString())
        .setDirectories(List.of(data.toString()))
        .run();
  }

  private Map<String, String> settings() throws IOException {
    int controllerPort = Ports.anyFree();
    Map<String, String> settings = new HashMap<>(node(controllerPort));
    settings.putAll(oneCopyOfEverything());
    settings.putAll(smallAndQuick());
    settings.putAll(bounds());
    return settings;
  }

  private Map<String, String> node(int controllerPort) throws IOException {
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        String.valueOf(NODE_ID),
        "controller.quorum.voters",
        NODE_ID + "@127.0.0.1:" + controllerPort,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "listeners",
        "%s://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(LISTENER, port, CONTROLLER_LISTENER, controllerPort),
        "advertised.listeners",
        "%s://127.0.0.1:%d".formatted(LISTENER, port),
        "listener.security.protocol.map",
        LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
        "inter.broker.listener.name",
        LISTENER,
        "log.dirs",
        data.toRealPath().toString());
  }

  private static Map<String, String> oneCopyOfEverything() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1");
  }

  /** Defaults are made for a server of its own; here everything shares two cores and one heap. */
  private static Map<String, String> smallAndQuick() {
    return Map.ofEntries(
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("background.threads", "2"),
        Map.entry("group.coordinator.threads", "1"),
        Map.entry("num.recovery.threads.per.data.dir", "2"),
        Map.entry("log.cleaner.threads", "1"),
        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
        Map.entry("log.index.size.max.bytes", "1048576"),
        Map.entry("metric.reporters", ""),
        // a broker may serve only after a heartbeat that follows its catching up
        Map.entry("broker.heartbeat.interval.ms", "500"),
        // after a kill the broker may come back only when the session of its former life is over
        Map.entry("broker.session.timeout.ms", "3000"),
        // no record twice a second into the metadata log of an idle broker
        Map.entry("metadata.max.idle.interval.ms", "0"));
  }

  private static Map<String, String> bounds() {
    return Map.of(
        "auto.create.topics.enable",
        "true",
        "num.partitions",
        "4",
        "message.max.bytes",
        String.valueOf(2 * 1024 * 1024),
        "log.retention.hours",
        "168",
        "log.retention.bytes",
        String.valueOf(1024L * 1024 * 1024),
        "log.segment.bytes",
        String.valueOf(64 * 1024 * 1024));
  }
}
