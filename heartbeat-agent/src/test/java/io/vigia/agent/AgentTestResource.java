package io.vigia.agent;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A service to look at, and an agent that looks every second. */
public class AgentTestResource implements QuarkusTestResourceLifecycleManager {

  private static final AtomicInteger STATUS = new AtomicInteger(200);
  private HttpServer server;

  public static void answer(int status) {
    STATUS.set(status);
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            boolean known = "yes".equals(exchange.getRequestHeaders().getFirst("x-health-check"));
            exchange.sendResponseHeaders(known ? STATUS.get() : 403, -1);
            exchange.close();
          });
      server.start();
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
      var config = new HashMap<String, String>();
      config.put(
          "vigia.agent.store", Files.createTempDirectory(Path.of("target"), "agent") + "/a.db");
      config.put("vigia.agent.name", "test-agent");
      config.put("LOOP_INTERVAL_SECONDS", "1");
      config.put("SERVICE_NAMES", "shop,gone,cloud");
      config.put("SERVICE_URL_shop", url);
      config.put("SERVICE_HEADERS_shop", "x-health-check:yes,Authorization:Bearer my-token");
      config.put("SERVICE_URL_gone", "http://127.0.0.1:1/");
      config.put("SERVICE_URL_cloud", "http://169.254.169.254/latest/meta-data/");
      config.put("vigia.security.tenant-api-keys", "{\"default\":\"test-key\"}");
      return config;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
