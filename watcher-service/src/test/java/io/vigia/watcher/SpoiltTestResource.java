package io.vigia.watcher;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** A cluster of the name {@code spoilt}, where a test puts a {@link SpoiltCluster}. */
public class SpoiltTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(socket.getLocalPort());
      return Map.of(
          "test.spoilt.port",
          port,
          "vigia.watcher.clusters.spoilt.hosts",
          "http://127.0.0.1:" + port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {}
}
