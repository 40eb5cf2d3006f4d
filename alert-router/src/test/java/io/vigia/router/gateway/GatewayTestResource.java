package io.vigia.router.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vigia.kit.identity.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;

/** A key pair, keys of two roles, and services behind the gateway, one of which is away. */
public class GatewayTestResource implements QuarkusTestResourceLifecycleManager {

  private static Upstream upstream;
  private static KeyPair pair;

  static Upstream upstream() {
    return upstream;
  }

  static PublicKey publicKey() {
    return pair.getPublic();
  }

  @Override
  public Map<String, String> start() {
    try {
      upstream = new Upstream();
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Path folder = Files.createTempDirectory(Path.of("target"), "gateway");
      Path key =
          Files.writeString(
              folder.resolve("gateway.key"),
              "-----BEGIN PRIVATE KEY-----\n"
                  + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                  + "\n-----END PRIVATE KEY-----\n");
      Path keys =
          Files.writeString(
              folder.resolve("keys.json"),
              "[" + entry("vera", "shop", "viewer") + "," + entry("ana", "default", "admin") + "]");
      return Map.of(
          "vigia.router.gateway-private-key", key.toString(),
          "vigia.security.keys-file", keys.toString(),
          "vigia.router.services.watcher", upstream.address(),
          "vigia.router.services.anomaly", upstream.address() + "/base/",
          "vigia.router.services.heartbeat", "http://127.0.0.1:" + freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of each is its name and {@code -key}. */
  private static String entry(String name, String tenant, String role) {
    return "{\"name\":\"%s\",\"tenant\":\"%s\",\"role\":\"%s\",\"sha256\":\"%s\"}"
        .formatted(name, tenant, role, Keyring.sha256(name + "-key"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void stop() {
    upstream.close();
  }
}
