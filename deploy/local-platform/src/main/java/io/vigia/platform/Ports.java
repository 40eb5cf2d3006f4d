package io.vigia.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of the engines and of the control endpoint on 127.0.0.1; 0 stands for any free one.
 *
 * <p>Free ports come from below the range that kernels give to outgoing connections, so that no
 * connection takes one away between the choice and an engine's own bind some seconds later.
 */
public record Ports(int kafka, int postgres, int openSearch, int control) {

  private static final int LOWEST = 20_000;
  private static final int BEYOND_HIGHEST = 32_000;
  private static final int ATTEMPTS = 200;

  /** A port is free until its engine binds it, so each is given away only once. */
  private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

  public Ports {
    for (int port : new int[] {kafka, postgres, openSearch, control}) {
      if (port < 0 || port > 65_535) {
        throw new PlatformFailure("a port is between 0 and 65535, not " + port);
      }
    }
  }

  /** Every port a free one. */
  public static Ports free() {
    return new Ports(0, 0, 0, 0);
  }

  /**
   * The same ports with every 0 replaced by a free one.
   *
   * @throws PlatformFailure when a fixed port is taken; it names the setting that moves the port
   */
  Ports resolve() {
    return new Ports(
        resolve(kafka, "Kafka", "VIGIA_KAFKA_PORT"),
        resolve(postgres, "PostgreSQL", "VIGIA_POSTGRES_PORT"),
        resolve(openSearch, "OpenSearch", "VIGIA_OPENSEARCH_PORT"),
        resolve(control, "the platform's control endpoint", "VIGIA_PLATFORM_PORT"));
  }

  private static int resolve(int port, String user, String setting) {
    if (port == 0) {
      return anyFree();
    }
    if (!free(port)) {
      throw new PlatformFailure(
          "port %d on 127.0.0.1, wanted for %s, is taken by another process: end that process or set %s"
              .formatted(port, user, setting));
    }
    return port;
  }

  static int anyFree() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND_HIGHEST);
      if (free(port) && HANDED_OUT.add(port)) {
        return port;
      }
    }
    throw new PlatformFailure("no free port on 127.0.0.1 between 20000 and 32000");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(
          true); // as the engines do: connections that linger after a kill do not count
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
