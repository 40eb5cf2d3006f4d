package io.vigia.agent.cycle;

import io.vigia.agent.AgentConfig;
import io.vigia.agent.cycle.Round.Self;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

class SelfWiring {

  @Produces
  @Singleton
  Self self(
      AgentConfig config,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    return new Self(
        config.tenant(),
        config.name().orElseGet(SelfWiring::hostName),
        config.timeZone(),
        "http://" + host + ":" + port + "/api/v1/services",
        config.site().orElse(null));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unnamed";
    }
  }
}
