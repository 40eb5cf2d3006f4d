package io.vigia.watcher.discover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true, https = false)
class KubernetesSourceTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(30);

  KubernetesMockServer server;
  KubernetesClient client;

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void shouldFindAnnotatedDeployments() {
    deploy("acme", "listener", Map.of(Annotations.INDEX, "gps-*", Annotations.THRESHOLD, "10m"));
    deploy("acme", "plain", Map.of());
    deploy("beta", "listener", Map.of(Annotations.DOCUMENT, "unit-7"));
    deploy("beta", "broken", Map.of(Annotations.INDEX, "x", Annotations.THRESHOLD, "soon"));

    Findings all = look(Map.of());
    assertEquals(
        List.of("acme.listener", "beta.listener"),
        all.found().stream().map(Found::name).sorted().toList());
    assertTrue(String.valueOf(all.complaint()).startsWith("beta/broken: "), all.complaint());
    assertEquals(false, all.complete());

    Findings one = look(Map.of("namespaces", "acme"));
    assertEquals(List.of("acme/listener"), one.found().stream().map(Found::target).toList());
    assertEquals(true, one.complete());
  }

  @Test
  void shouldFailWhenTheApiIsAway() {
    var source =
        Sources.of(Map.of("kind", "kubernetes", "url", "http://127.0.0.1:1/", "timeout", "2s"));
    var look = new KubernetesSource(VERTX).look(source);
    assertThrows(RuntimeException.class, () -> look.await().atMost(SOON));
  }

  private Findings look(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("kind", "kubernetes");
    settings.put("url", server.url("/"));
    return new KubernetesSource(VERTX).look(Sources.of(settings)).await().atMost(SOON);
  }

  private void deploy(String namespace, String name, Map<String, String> annotations) {
    Deployment one =
        new DeploymentBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withAnnotations(annotations)
            .endMetadata()
            .build();
    client.resource(one).create();
  }
}
