package io.vigia.launcher.home;

import io.vigia.platform.Endpoints;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a service is told about this home, as the text of a properties file.
 *
 * @param suiteKey by which the parts look at each other
 */
public record ServiceProperties(
    Installation installation, Ports ports, Endpoints platform, String suiteKey) {

  /** The suite's one database; each service has a schema of its own in it. */
  public static final String DATABASE = "vigia";

  public String textFor(Service service) {
    StringBuilder text =
        new StringBuilder(
            "# Written at each start. Your own settings belong into %s beside this file.\n"
                .formatted(installation.localConfigOf(service).getFileName()));
    valuesFor(service)
        .forEach((key, value) -> text.append(key).append('=').append(escaped(value)).append('\n'));
    return text.toString();
  }

  private Map<String, String> valuesFor(Service service) {
    Map<String, String> values = common(service);
    switch (service) {
      case ALERT_ROUTER -> router(values);
      case WATCHER_SERVICE -> values.put("quarkus.elasticsearch.hosts", openSearchHost());
      case HEARTBEAT_AGENT -> agent(values);
      case REMEDIATION_WEBHOOK -> remediation(values);
      case ANOMALY_SERVICE -> {}
    }
    return values;
  }

  private Map<String, String> common(Service service) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("quarkus.http.port", String.valueOf(ports.of(service)));
    values.put("quarkus.http.host", "127.0.0.1");
    values.put("quarkus.log.file.enabled", "true");
    values.put("vigia.log.dir", path(installation.logs()));
    values.put("kafka.bootstrap.servers", platform.kafka());
    values.put("vigia.opensearch.url", platform.openSearch());
    values.put("vigia.security.keys-file", path(installation.keys()));
    if (service != Service.ALERT_ROUTER) {
      values.put("vigia.security.gateway-public-key", path(installation.gatewayPublicKey()));
    }
    values.put("vigia.suite.key", suiteKey);
    if (service != Service.HEARTBEAT_AGENT) {
      String database =
          "postgresql://%s:%d/%s"
              .formatted(platform.postgresHost(), platform.postgresPort(), DATABASE);
      values.put("quarkus.datasource.username", platform.postgresUser());
      values.put("quarkus.datasource.password", platform.postgresPassword());
      values.put("quarkus.datasource.reactive.url", database);
      values.put("quarkus.datasource.jdbc.url", "jdbc:" + database);
    }
    return values;
  }

  private void router(Map<String, String> values) {
    values.put(
        "vigia.router.config", path(installation.config().resolve(StarterFiles.ALERTMANAGER)));
    values.put("vigia.router.receivers-dir", path(installation.receivers()));
    values.put("vigia.router.external-url", ports.address(Service.ALERT_ROUTER));
    values.put("vigia.router.gateway-private-key", path(installation.gatewayKey()));
    values.put("vigia.router.services.watcher", ports.address(Service.WATCHER_SERVICE));
    values.put("vigia.router.services.heartbeat", ports.address(Service.HEARTBEAT_AGENT));
    values.put("vigia.router.services.anomaly", ports.address(Service.ANOMALY_SERVICE));
    values.put("vigia.router.services.remediation", ports.address(Service.REMEDIATION_WEBHOOK));
  }

  private void agent(Map<String, String> values) {
    values.put("vigia.agent.store", path(installation.data().resolve("agent.db")));
    for (Service other : Service.values()) {
      if (other != Service.HEARTBEAT_AGENT) {
        values.put("vigia.agent.suite.\"" + other.title() + "\"", ports.address(other));
      }
    }
  }

  private void remediation(Map<String, String> values) {
    values.put("vigia.remediation.launcher", path(installation.script()));
    values.put("vigia.remediation.home", path(installation.home()));
    values.put("vigia.remediation.log-file", path(installation.remediationLog()));
    values.put("vigia.remediation.runbooks-dir", path(installation.config().resolve("runbooks")));
    for (Service each : Service.values()) {
      values.put("vigia.remediation.services.\"" + each.title() + "\"", ports.address(each));
    }
  }

  private String openSearchHost() {
    return platform.openSearch().replaceFirst("^https?://", "");
  }

  private static String path(Path path) {
    return path.toString();
  }

  /** For the properties format, and so that a dollar sign in a path is not an expression. */
  private static String escaped(String value) {
    return value.replace("${", "\\${").replace("\\", "\\\\");
  }
}
