package io.vigia.remediation;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the runbooks of the tests act upon: an HTTP endpoint that counts calls and is well or not,
 * and a launcher that notes what it was asked to restart.
 */
public class RemediationTestResource implements QuarkusTestResourceLifecycleManager {

  private static final List<String> CALLS = new CopyOnWriteArrayList<>();
  private static final AtomicInteger HEALTH = new AtomicInteger(200);
  private static final KeyPair ROUTER = pair();
  private static Path folder;
  private HttpServer server;

  static List<String> calls() {
    return List.copyOf(CALLS);
  }

  static void health(int status) {
    HEALTH.set(status);
  }

  /** The key by which the router signs. */
  static PrivateKey routersKey() {
    return ROUTER.getPrivate();
  }

  static Path folder() {
    return folder;
  }

  @Override
  public Map<String, String> start() {
    CALLS.clear();
    try {
      folder = Files.createTempDirectory(Path.of("target"), "remediation").toAbsolutePath();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/act",
          exchange -> {
            CALLS.add(new String(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(HEALTH.get(), -1);
            exchange.close();
          });
      server.start();
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      Path runbooks = Files.createDirectories(folder.resolve("runbooks"));
      Files.writeString(
          runbooks.resolve("fake.yml"),
          """
          name: call-fake-service
          matchers: ['alertname="FakeServiceDown"']
          target: service
          steps:
            - http-call: {url: %1$s/act}
          verify:
            - http: {url: %1$s/health, within: 2s}
          """
              .formatted(address));
      Path launcher = folder.resolve("launcher.sh");
      Files.writeString(
          launcher,
          "#!/bin/sh\necho \"$@\" >> '" + folder + "/restarts'\nenv > '" + folder + "/env'\n");
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path publicKey =
          Files.writeString(
              folder.resolve("gateway.pub"),
              "-----BEGIN PUBLIC KEY-----\n"
                  + Base64.getEncoder().encodeToString(ROUTER.getPublic().getEncoded())
                  + "\n-----END PUBLIC KEY-----\n");
      return Map.of(
          "vigia.security.gateway-public-key", publicKey.toString(),
          "vigia.remediation.runbooks-dir", runbooks.toString(),
          "vigia.remediation.launcher", launcher.toString(),
          "vigia.remediation.home", folder.toString(),
          "vigia.remediation.log-file", folder.resolve("remediation_log.txt").toString(),
          "vigia.remediation.services.\"anomaly-service\"", address,
          "vigia.remediation.services.\"watcher-service\"", address,
          "vigia.security.tenant-api-keys", "{\"default\":\"test-key\",\"other\":\"other-key\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
