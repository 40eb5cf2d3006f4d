package io.vigia.router;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vigia.kit.identity.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Routing files for the tests and a webhook receiver that they name. */
public class RouterTestResource implements QuarkusTestResourceLifecycleManager {

  private static Receiver receiver;
  private static Path folder;

  public static Receiver receiver() {
    return receiver;
  }

  public static Path receiversFolder() {
    return folder.resolve("receivers.d");
  }

  @Override
  public Map<String, String> start() {
    try {
      receiver = new Receiver();
      folder = Files.createTempDirectory(Path.of("target"), "routing");
      Files.writeString(
          folder.resolve("alertmanager.yml"),
          """
          route:
            receiver: vigia
            group_by: [alertname, service]
            group_wait: 0s
            group_interval: 1s
            repeat_interval: 4h
            routes:
              - matchers: [team="asleep"]
                mute_time_intervals: [always]
              - matchers: [team="away"]
                active_time_intervals: [long ago]
          time_intervals:
            - name: always
              time_intervals: [{times: [{start_time: "00:00", end_time: "24:00"}]}]
            - name: long ago
              time_intervals: [{years: ["1999"]}]
          inhibit_rules:
            - source_matchers: [alertname="HostDown"]
              target_matchers: [alertname="Test"]
              equal: [host]
          receivers:
            - name: vigia
              webhook_configs:
                - url: %s
          """
              .formatted(receiver.url()));
      Files.createDirectories(receiversFolder());
      Files.writeString(
          receiversFolder().resolve("vigia.yml"),
          """
          receivers:
            - name: vigia
              opensearch_configs:
                - index: vigia-alerts
              remediation_configs:
                - {}
          """);
      return Map.of(
          "vigia.router.config", folder.resolve("alertmanager.yml").toString(),
          "vigia.router.receivers-dir", receiversFolder().toString(),
          "vigia.security.keys-file", keys().toString(),
          "vigia.security.tenant-api-keys",
              "{\"default\":\"test-key\",\"other\":\"other-key\",\"third\":\"third-key\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code admin-key} is an admin's of the tenant default. */
  private static Path keys() throws IOException {
    return Files.writeString(
        folder.resolve("keys.json"),
        """
        [{"name": "root", "tenant": "default", "role": "admin", "sha256": "%s"}]"""
            .formatted(Keyring.sha256("admin-key")));
  }

  @Override
  public void stop() {
    receiver.close();
  }
}
