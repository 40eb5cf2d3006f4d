import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codelibs.elasticsearch.runner.node.ClusterRunnerNode;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.transport.Netty4Plugin;

/**
 * One node of Elasticsearch 7.10 in a JVM of its own, run from this source file: its libraries do
 * not go together with ours. It prints {@code port} and its HTTP port, and lives until its standard
 * input ends, so that it never outlives whoever started it.
 */
public final class Elasticsearch {

  /**
   * @param arguments the folder for its files
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toRealPath();
    Path config = Files.createDirectories(home.resolve("config"));
    var node =
        new ClusterRunnerNode(
            InternalSettingsPreparer.prepareEnvironment(
                settings(home), Map.of(), config, () -> "seven"),
            List.of(Netty4Plugin.class));
    node.start();
    var http = node.injector().getInstance(HttpServerTransport.class);
    System.out.println("port " + http.boundAddress().publishAddress().getPort());
    while (System.in.read() >= 0) {
      // what is said does not matter, only that somebody is there
    }
    node.close();
    System.exit(0);
  }

  private static Settings settings(Path home) {
    return Settings.builder()
        .put("cluster.name", "seven")
        .put("node.name", "seven")
        .put("path.home", home.toString())
        .put("network.host", "127.0.0.1")
        .put("http.port", "0")
        .put("transport.port", "0")
        .put("discovery.type", "single-node")
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .put("indices.breaker.total.use_real_memory", false)
        .put("node.processors", 1)
        .build();
  }
}
