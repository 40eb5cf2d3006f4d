package io.vigia.router.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vigia.router.gateway.Destination.Elsewhere;
import io.vigia.router.gateway.Destination.Forward;
import io.vigia.router.gateway.Destination.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @ParameterizedTest
  @CsvSource({
    "/services/watcher,WATCHER,/",
    "/services/watcher/,WATCHER,/",
    "/services/heartbeat/api/v1/cycles,HEARTBEAT,/api/v1/cycles",
    "/services/anomaly/a..b/...,ANOMALY,/a..b/...",
    "/services/remediation/x%20y%C3%A9/,REMEDIATION,/x%20y%C3%A9/",
    "/services/watcher/services/anomaly,WATCHER,/services/anomaly",
  })
  void shouldForwardTheRestOfThePath(String path, Target target, String rest) {
    assertEquals(new Forward(target, rest), Destination.of(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/services/watcher/..",
        "/services/watcher/../../q/metrics",
        "/services/watcher/./x",
        "/services/watcher/..;/x",
        "/services/watcher/%2e%2e/x",
        "/services/watcher/.%2E/x",
        "/services/watcher/a%2fb",
        "/services/watcher/a%5Cb",
        "/services/watcher/a\\b",
        "/services/watcher/%252e%252e/x",
        "/services/watcher//x",
        "/services//watcher/x",
        "/services/watcher/a%00b",
        "/services/watcher/a%0d%0ab",
        "/services/watcher/a%",
        "/services/watcher/a%zz",
        "/services/watcher/a#b",
        "/services/watcher/a b",
        "/services/../watcher",
      })
  void shouldRefuseAPathThatCanBeReadInTwoWays(String path) {
    assertEquals(400, assertInstanceOf(Refused.class, Destination.of(path)).problem().status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/services", "/services/", "/services/router/x", "/services/Watcher/x"})
  void shouldNameTheServicesWhereNoneIsMeant(String path) {
    var problem = assertInstanceOf(Refused.class, Destination.of(path)).problem();
    assertEquals(404, problem.status());
    assertEquals(
        "Behind /services/ are watcher, heartbeat, anomaly, remediation.", problem.detail());
  }

  @Test
  void shouldLeaveEverythingElseAlone() {
    for (String path : new String[] {"", "/", "/servicesx", "/api/../services/watcher", "//"}) {
      assertEquals(new Elsewhere(), Destination.of(path), path);
    }
  }
}
