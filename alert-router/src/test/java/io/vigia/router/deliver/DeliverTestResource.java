package io.vigia.router.deliver;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Receivers of our own file, all at one fake server; an alert's label {@code to} names one. */
public class DeliverTestResource implements QuarkusTestResourceLifecycleManager {

  static final int QUICK = 20;

  private static FakeServer server;

  static FakeServer server() {
    return server;
  }

  @Override
  public Map<String, String> start() {
    try {
      server = new FakeServer();
      Path folder = Files.createTempDirectory(Path.of("target"), "deliver").toAbsolutePath();
      Path own = Files.createDirectories(folder.resolve("receivers.d"));
      Files.writeString(folder.resolve("key"), "of-a-file\n");
      String quick =
          IntStream.range(0, QUICK)
              .mapToObj(i -> webhook("quick-" + i))
              .collect(Collectors.joining());
      String receivers = RECEIVERS.replace("KEYFILE", folder.resolve("key").toString()) + quick;
      Files.writeString(own.resolve("own.yml"), receivers.replace("SERVER", server.url("")));
      Files.writeString(folder.resolve("alertmanager.yml"), tree(receivers));
      return Map.of(
          "vigia.router.config",
          folder.resolve("alertmanager.yml").toString(),
          "vigia.router.receivers-dir",
          own.toString(),
          "vigia.router.delivery-timeout",
          "3s",
          "vigia.security.tenant-api-keys",
          "{\"default\":\"test-key\",\"other\":\"other-key\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String webhook(String name) {
    return "  - {name: %s, webhook_configs: [{url: SERVER/%s}]}\n".formatted(name, name);
  }

  private static String tree(String receivers) {
    Stream<String> names =
        receivers
            .lines()
            .filter(l -> l.contains("name: ") && l.startsWith("  - "))
            .map(l -> l.replaceAll(".*?name: ([a-z0-9-]+).*", "$1"));
    var routes = new StringBuilder();
    var list = new StringBuilder();
    names.forEach(
        name -> {
          routes.append("    - {matchers: ['to=\"%s\"'], receiver: %s}\n".formatted(name, name));
          list.append("  - name: %s\n".formatted(name));
        });
    return """
        route:
          receiver: nobody
          group_by: [alertname, service]
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 4h
          routes:
        """
        + routes
        + "receivers:\n  - name: nobody\n"
        + list;
  }

  @Override
  public void stop() {
    server.close();
  }

  private static final String RECEIVERS =
      """
      receivers:
        - name: n8n
          n8n_configs:
            - {url: SERVER/n8n, secret_key_file: KEYFILE, timezone: America/Lima}
        - name: whatsapp
          whatsapp_configs:
            - url: SERVER/whatsapp
              api_key: of-messagebird
              channel_id: channel-1
              namespace: name_space
              timezone: America/Lima
              phones:
                - {phone_number: "5215500000001", contact_name: Ana}
                - {phone_number: "+52 (155) 0000-0002", contact_name: Bob}
                - {phone_number: "5215500000003", contact_name: Carla, enabled: false}
        - name: chats
          mattermost_configs:
            - {webhook_url: SERVER/mattermost, channel: ops, username: Vigia}
          rocketchat_configs:
            - {webhook_url: SERVER/rocketchat, emoji: ":bell:"}
        - name: stores
          elasticsearch_configs:
            - {url: SERVER/elastic, index: own-alerts, username: ana, password: s3cret}
            - {url: SERVER/elastic-key, api_key_file: KEYFILE}
        - name: stream
          kafka_configs:
            - {topic: own-notifications}
        - name: limited
          rate_limit: {notifications: 3, per: 4s}
          webhook_configs: [{url: SERVER/limited}]
        - name: dying
          fallback: rescue
          webhook_configs: [{url: SERVER/dying}]
        - name: rescue
          webhook_configs: [{url: SERVER/rescue}]
        - name: away
          fallback: rescue
          fallback_after: 1s
          webhook_configs: [{url: SERVER/away}]
        - name: hanging
          webhook_configs: [{url: SERVER/hanging}]
        - name: asks
          webhook_configs: [{url: SERVER/asks}]
        - name: storm
          webhook_configs: [{url: SERVER/storm}]
        - name: letters
          webhook_configs: [{url: SERVER/letters}]
        - name: counted
          webhook_configs: [{url: SERVER/counted, min_failure_count: 3}]
      """;
}
