package io.vigia.router.rival;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One routing file for both; each has a receiver of its own, which stands for the other's too. */
public class RivalTestResource implements QuarkusTestResourceLifecycleManager {

  private static final String ROUTING =
      """
      route:
        receiver: root
        group_by: [alertname]
        group_wait: 500ms
        group_interval: 2s
        repeat_interval: 1h
        routes:
          - match: {kind: all}
            receiver: each
            group_by: ['...']
          - match: {kind: both}
            receiver: first
            continue: true
          - matchers: [kind=~"bo.*"]
            receiver: second
            group_by: [alertname, cluster]
          - match: {kind: again}
            receiver: again
            repeat_interval: 3s
          - match: {kind: quiet}
            receiver: quiet
            group_by: [cluster]
      inhibit_rules:
        - source_match: {severity: critical}
          target_match: {severity: warning}
          equal: [cluster]
      receivers:
        - name: root
          webhook_configs: [{url: '%1$s/root'}]
        - name: each
          webhook_configs: [{url: '%1$s/each'}]
        - name: first
          webhook_configs: [{url: '%1$s/first'}]
        - name: second
          webhook_configs: [{url: '%1$s/second', send_resolved: false}]
        - name: again
          webhook_configs: [{url: '%1$s/again'}]
        - name: quiet
          webhook_configs: [{url: '%1$s/quiet'}]
      """;

  private static Listener ours;
  private static Listener theirs;
  private static Path folder;

  static Listener ours() {
    return ours;
  }

  static Listener theirs() {
    return theirs;
  }

  static Path folder() {
    return folder;
  }

  static String routingOf(Listener listener) {
    return ROUTING.formatted(listener.url());
  }

  @Override
  public Map<String, String> start() {
    try {
      ours = new Listener();
      theirs = new Listener();
      folder = Files.createTempDirectory(Path.of("target"), "rival").toAbsolutePath();
      Path file = Files.writeString(folder.resolve("ours.yml"), routingOf(ours));
      return Map.of(
          "vigia.router.config", file.toString(),
          "vigia.security.tenant-api-keys", "{\"default\":\"test-key\"}",
          "vigia.router.resolve-timeout", "4s");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    ours.close();
    theirs.close();
  }
}
