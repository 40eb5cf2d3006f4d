package io.vigia.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.jspecify.annotations.Nullable;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.geo.GeoModulePlugin;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.ingest.common.IngestCommonPlugin;
import org.opensearch.join.ParentJoinPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.percolator.PercolatorPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.script.expression.ExpressionPlugin;
import org.opensearch.script.mustache.MustachePlugin;
import org.opensearch.search.aggregations.matrix.MatrixAggregationPlugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * OpenSearch as one node inside this JVM, with the modules of its minimal distribution that queries
 * use.
 */
final class OpenSearchEngine implements Engine {

  private static final String NODE_NAME = "vigia";
  private static final Duration YELLOW_WITHIN = Duration.ofMinutes(2);
  private static final long CLOSE_WITHIN_SECONDS = 10;
  private static final List<Class<? extends Plugin>> MODULES =
      List.of(
          Netty4Plugin.class,
          CommonAnalysisPlugin.class,
          MapperExtrasPlugin.class,
          PainlessPlugin.class,
          ExpressionPlugin.class,
          MustachePlugin.class,
          IngestCommonPlugin.class,
          ReindexPlugin.class,
          ParentJoinPlugin.class,
          PercolatorPlugin.class,
          MatrixAggregationPlugin.class,
          GeoModulePlugin.class);

  private final Path home;
  private final int port;
  private volatile @Nullable OpenSearchRunnerNode node;

  OpenSearchEngine(Path home, int port) {
    this.home = home;
    this.port = port;
  }

  @Override
  public String name() {
    return "opensearch";
  }

  @Override
  public void start() throws Exception {
    Path config = Files.createDirectories(home.resolve("config"));
    var environment =
        InternalSettingsPreparer.prepareEnvironment(settings(), Map.of(), config, () -> NODE_NAME);
    OpenSearchRunnerNode starting = new OpenSearchRunnerNode(environment, MODULES);
    starting.start();
    awaitYellow();
    node = starting;
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    OpenSearchRunnerNode running = node;
    if (running != null) {
      running.close();
      running.awaitClose(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public boolean alive() {
    OpenSearchRunnerNode running = node;
    return running == null || !running.isClosed();
  }

  private Settings settings() throws IOException {
    return Settings.builder()
        .put("cluster.name", "vigia")
        .put("node.name", NODE_NAME)
        .put("path.home", home.toRealPath().toString())
        .put("path.data", home.toRealPath().resolve("data").toString())
        .put("path.logs", home.toRealPath().resolve("logs").toString())
        .put("network.host", "127.0.0.1")
        .put("http.port", port)
        .put("transport.port", Ports.anyFree())
        .put("discovery.type", "single-node")
        .put("action.auto_create_index", true)
        // a laptop's disk is often fuller than a server's may be, and there is no other node to
        // move to
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        // the heap is Kafka's too: what it really holds says nothing about OpenSearch's requests
        .put("indices.breaker.total.use_real_memory", false)
        .put("indices.memory.index_buffer_size", "32mb")
        .put("node.processors", 2)
        .build();
  }

  private void awaitYellow() throws IOException, InterruptedException {
    URI health =
        URI.create(
            "http://127.0.0.1:%d/_cluster/health?wait_for_status=yellow&timeout=%ds"
                .formatted(port, YELLOW_WITHIN.toSeconds()));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(health).timeout(YELLOW_WITHIN.plusSeconds(5)).build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new PlatformFailure(
          "OpenSearch did not become healthy within %d s: %s"
              .formatted(YELLOW_WITHIN.toSeconds(), answer.body()));
    }
  }
}
