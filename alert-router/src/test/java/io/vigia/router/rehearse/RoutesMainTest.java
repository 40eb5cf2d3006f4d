package io.vigia.router.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test files, as the command line runs them. */
class RoutesMainTest {

  private static final String CONFIG =
      """
      route:
        receiver: team
        group_by: [cluster]
        group_wait: 30s
        group_interval: 5m
        repeat_interval: 4h
        routes:
          - matchers: [severity="critical"]
            receiver: pager
            continue: true
          - matchers: [severity="critical"]
            receiver: mail
          - matchers: [team="night"]
            mute_time_intervals: [night]
            receiver: team
      time_intervals:
        - name: night
          time_intervals: [{times: [{start_time: "00:00", end_time: "06:00"}]}]
      inhibit_rules:
        - source_matchers: [alertname="ClusterDown"]
          target_matchers: [alertname="NodeDown"]
          equal: [cluster]
      receivers:
        - name: team
        - name: pager
          pagerduty_configs: [{routing_key: secret}]
        - name: mail
          email_configs: [{to: a@example.org}]
      """;

  @TempDir Path folder;

  private record Ran(int status, String out, String err) {}

  @BeforeEach
  void config() throws IOException {
    Files.writeString(folder.resolve("alertmanager.yml"), CONFIG);
  }

  @Test
  void shouldPassWhatIsToldAsExpected() throws IOException {
    Ran ran =
        run(
            """
            - name: one page per cluster, and mail without its end
              alerts:
                - {labels: {alertname: Down, cluster: a, severity: critical, node: "1"}, for: 10m}
                - {at: 20s, labels: {alertname: Down, cluster: a, severity: critical, node: "2"}, for: 10m}
                - {labels: {alertname: Down, cluster: b}}
              until: 20m
              expect:
                - {at: 30s, receiver: pager, alerts: [{node: "2"}, {node: "1"}]}
                - {at: 30s, receiver: mail, alerts: [{node: "1"}, {node: "2"}]}
                - {at: 30s, receiver: team, alerts: [{cluster: b}]}
                - {at: 10m30s, receiver: pager, status: resolved, alerts: [{}, {}]}
            """);
    assertEquals(0, ran.status(), ran.out() + ran.err());
    assertTrue(ran.out().contains("1 tests, 0 failed"), ran.out());
  }

  @Test
  void shouldShowWhatDiffers() throws IOException {
    Ran ran =
        run(
            """
            - name: wrong time
              alerts: [{labels: {alertname: Down, cluster: b}}]
              expect: [{at: 1m, receiver: team, alerts: [{cluster: b}]}]
            - name: right
              alerts: [{labels: {alertname: Down, cluster: b}}]
              expect: [{at: 30s, receiver: team}]
            """);
    assertEquals(1, ran.status());
    assertTrue(ran.out().contains("FAIL"), ran.out());
    assertTrue(
        ran.out().contains("+ 30s: team firing {alertname=\"Down\", cluster=\"b\"}"), ran.out());
    assertTrue(ran.out().contains("- 1m: team firing {cluster=\"b\"}"), ran.out());
    assertTrue(ran.out().contains("ok   "), ran.out());
    assertTrue(ran.out().contains("2 tests, 1 failed"), ran.out());
  }

  @Test
  void shouldNotMindMoreWhereATestSaysSo() throws IOException {
    String test =
        """
        - name: only the page counts
          alerts: [{labels: {alertname: Down, cluster: b, severity: critical}}]
          expect: [{at: 30s, receiver: pager}]
          expect_nothing_else: %s
        """;
    assertEquals(0, run(test.formatted("false")).status());
    assertEquals(1, run(test.formatted("true")).status());
  }

  @Test
  void shouldHoldWhatIsSilencedInhibitedOrMute() throws IOException {
    Ran ran =
        run(
            """
            - name: silenced at one receiver, and then no longer
              silences: [{matchers: ['cluster="a"', '__receiver__="pager"'], until: 7m}]
              alerts: [{labels: {alertname: Down, cluster: a, severity: critical}}]
              expect:
                - {at: 30s, receiver: mail}
                - {at: 10m30s, receiver: pager}
            - name: inhibited until the source ends
              alerts:
                - {labels: {alertname: ClusterDown, cluster: a}, for: 6m}
                - {labels: {alertname: NodeDown, cluster: a}}
                - {labels: {alertname: NodeDown, cluster: b}}
              expect:
                - {at: 30s, receiver: team, alerts: [{alertname: ClusterDown}]}
                - {at: 30s, receiver: team, alerts: [{alertname: NodeDown, cluster: b}]}
                - {at: 10m30s, receiver: team, alerts: [{alertname: ClusterDown}, {alertname: NodeDown}]}
            - name: mute until the morning
              start: 2026-01-05T05:50:00Z
              alerts: [{labels: {alertname: Down, team: night}}]
              expect: [{at: 10m30s, receiver: team}]
            - name: told by day
              start: 2026-01-05T12:00:00Z
              alerts: [{labels: {alertname: Down, team: night}}]
              expect: [{at: 30s, receiver: team}]
            """);
    assertEquals(0, ran.status(), ran.out() + ran.err());
  }

  @Test
  void shouldRepeatWhatFiresOn() throws IOException {
    Ran ran =
        run(
            """
            - name: every four hours
              alerts: [{labels: {alertname: Down, cluster: b}}]
              until: 9h
              expect:
                - {at: 30s, receiver: team}
                - {at: 4h30s, receiver: team}
                - {at: 8h30s, receiver: team}
            """);
    assertEquals(0, ran.status(), ran.out() + ran.err());
  }

  @Test
  void shouldNameTheLineThatIsWrong() throws IOException {
    Ran ran = run("- name: x\n  alerts: [{labels: {a: b}, fro: 1m}]\n");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("routing.test.yml line 4: unknown field 'fro'"), ran.err());
    Files.writeString(
        folder.resolve("alertmanager.yml"), CONFIG.replace("receiver: pager", "receiver: paper"));
    ran = run("- {name: x}");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("alertmanager.yml line 9: no receiver 'paper'"), ran.err());
    assertFalse(ran.err().contains("Exception"), ran.err());
    assertEquals(2, RoutesMain.run(List.of("/nowhere.yml"), System.out, System.err));
  }

  private Ran run(String tests) throws IOException {
    Path file = folder.resolve("routing.test.yml");
    Files.writeString(file, "config: alertmanager.yml\ntests:\n" + tests.indent(2));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        RoutesMain.run(
            List.of(file.toString()),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
