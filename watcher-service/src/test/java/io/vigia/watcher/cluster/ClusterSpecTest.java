package io.vigia.watcher.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.watcher.cluster.ClusterSpec.Fallback;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSpecTest {

  private static final ClusterSettings GOOD =
      ClusterSettings.at("https://a:9200", "https://b:9200");

  @Test
  void shouldHaveSeveralHosts() {
    assertEquals(
        List.of(URI.create("https://a:9200"), URI.create("https://b:9200")),
        GOOD.named("prod").hosts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:9200", "ftp://a:9200", "https://a:9200/path", "https://", "h t t p"})
  void shouldNameTheKeyOfAnAddressThatIsNone(String host) {
    refused("vigia.watcher.clusters.prod.hosts: ", () -> ClusterSettings.at(host).named("prod"));
  }

  @Test
  void shouldNotShowAPasswordInAnAddress() {
    String said =
        refused(
            "vigia.watcher.clusters.prod.hosts: ",
            () -> ClusterSettings.at("https://me:hidden@a:9200").named("prod"));
    assertFalse(said.contains("hidden"), said);
  }

  @Test
  void shouldNameEveryOtherKey(@TempDir Path folder) throws Exception {
    Path noPem = Files.writeString(folder.resolve("ca.pem"), "hello");
    String key = "vigia.watcher.clusters.prod.";
    refused("vigia.watcher.clusters.a b: ", () -> GOOD.named("a b"));
    refused(key + "hosts: ", () -> ClusterSettings.at().named("prod"));
    refused(key + "concurrency: ", () -> GOOD.bounds(0, 5).named("prod"));
    refused(key + "queue: ", () -> GOOD.bounds(5, 0).named("prod"));
    refused(key + "api-key: ", () -> GOOD.basic("a", "b").key("c").named("prod"));
    refused(key + "ca-file: ", () -> GOOD.trusting(noPem).named("prod"));
    refused(key + "ca-file: ", () -> GOOD.trusting(folder.resolve("none")).named("prod"));
    var password = GOOD.basic("a", "b");
    refused(
        key + "password: ",
        () ->
            Credentials.of(
                key.replaceAll("\\.$", ""),
                password.username(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void shouldTakeTheDefaultFromWhereItWas() {
    var fallback =
        Optional.of(
            new Fallback(
                List.of("127.0.0.1:9200", "https://b:9201"),
                "http",
                Credentials.of("quarkus", Optional.of("u"), Optional.of("p"), Optional.empty())));
    var silent = GOOD.bounds(3, 3);
    var settings =
        new ClusterSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            3,
            3,
            3,
            silent.connectTimeout());
    ClusterSpec spec = ClusterSpec.of("default", settings, fallback);
    assertEquals(
        List.of(URI.create("http://127.0.0.1:9200"), URI.create("https://b:9201")), spec.hosts());
    assertEquals("Basic dTpw", spec.credentials().header().orElseThrow());
    assertEquals(
        Optional.empty(),
        ClusterSpec.of("default", GOOD, fallback).credentials().header(),
        "credentials go to no other host than the one they were given for");
  }

  @Test
  void shouldNeverTellItsSecrets() {
    String text = GOOD.basic("me", "hidden").named("prod") + " " + GOOD.key("id:hidden").named("x");
    assertFalse(text.contains("hidden"), text);
    assertFalse(text.contains("aWQ6aGlkZGVu"), text);
    assertEquals(
        "ApiKey aWQ6aGlkZGVu",
        GOOD.key("id:hidden").named("x").credentials().header().orElseThrow());
  }

  private static String refused(String start, org.junit.jupiter.api.function.Executable action) {
    String said = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(said.startsWith(start), said);
    return said;
  }
}
