package io.vigia.router;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Routing with reminders every second, escalations within seconds, and three receivers. */
public class PeopleTestResource implements QuarkusTestResourceLifecycleManager {

  private static final Map<String, Receiver> RECEIVERS = new ConcurrentHashMap<>();

  /** {@code team}, {@code lead} or {@code boss}. */
  public static Receiver receiver(String name) {
    return RECEIVERS.get(name);
  }

  @Override
  public Map<String, String> start() {
    try {
      for (String name : new String[] {"team", "lead", "boss"}) {
        RECEIVERS.put(name, new Receiver());
      }
      Path folder = Files.createTempDirectory(Path.of("target"), "people");
      Files.writeString(
          folder.resolve("alertmanager.yml"),
          """
          route:
            receiver: team
            group_by: [alertname, service]
            group_wait: 0s
            group_interval: 1s
            repeat_interval: 1s
          inhibit_rules:
            - source_matchers: [alertname="HostDown"]
              target_matchers: [alertname="Test"]
              equal: [host]
          receivers:
            - name: team
              webhook_configs: [{url: %s}]
            - name: lead
              webhook_configs: [{url: %s}]
            - name: boss
              webhook_configs: [{url: %s}]
          """
              .formatted(receiver("team").url(), receiver("lead").url(), receiver("boss").url()));
      Path own = Files.createDirectories(folder.resolve("own"));
      Files.writeString(
          own.resolve("escalations.yml"),
          """
          escalations:
            - name: gold
              matchers: [tier="gold"]
              steps:
                - {after: 1s, receiver: lead}
                - {after: 1h, receiver: boss}
            - name: bronze
              matchers: [tier="bronze"]
              steps:
                - {after: 1s, receiver: lead}
                - {after: 2s, receiver: boss}
          """);
      return Map.of(
          "vigia.router.config", folder.resolve("alertmanager.yml").toString(),
          "vigia.router.receivers-dir", own.toString(),
          "vigia.router.incidents.quiet", "3s",
          "vigia.router.incidents.look-every", "500ms",
          "vigia.security.tenant-api-keys", "{\"default\":\"test-key\",\"other\":\"other-key\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    RECEIVERS.values().forEach(Receiver::close);
    RECEIVERS.clear();
  }
}
