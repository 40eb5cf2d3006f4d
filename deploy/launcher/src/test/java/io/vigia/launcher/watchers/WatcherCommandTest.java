package io.vigia.launcher.watchers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import io.vigia.launcher.watchers.FakeApi.Answer;
import io.vigia.launcher.watchers.FakeApi.Asked;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WatcherCommandTest {

  private static final String TEMPLATES =
      """
      {"templates":[
        {"name":"avg_threshold","help":{"en":"Fires when the average leaves its limits.",
          "es":"Avisa cuando la media sale de sus límites."},
         "parameters":{"type":"object","required":["field"],"properties":{
           "field":{"type":"string","x-field":"numeric","description":"the field"},
           "above":{"type":"number","x-threshold":true,"description":"fires above this"},
           "below":{"type":"number"}}},
         "example":{"field":"latency","above":500}},
        {"name":"count_threshold","help":{"en":"Counts."},"parameters":{"type":"object"},
         "example":{}}],"faults":[]}""";

  private static final String PREVIEW =
      """
      {"verdict":"firing","from":"2026-11-21T11:55:00Z","to":"2026-11-21T12:00:00Z",
       "took":"PT0.012S","query":{"size":0},"complete":true,"notes":["for: 2 runs"],
       "verdicts":[{"key":{"host":"a"},"value":700,"breached":true,"summary":"700 is too much"}],
       "samples":[{"took":700}],"labels":{},"annotations":{},
       "top":[{"field":"host","value":"a","count":3},{"field":"host","value":"b","count":1}],
       "destinations":[{"destination":0,"type":"webhook","receiver":"http://h","payload":{"a":1}}]}""";

  private static final String BACKTEST =
      """
      {"windows":10080,"from":"2026-11-14T12:00:00Z","to":"2026-11-21T12:00:00Z","searches":1,
       "took":"PT1.2S","unknown_windows":0,"unknown":[],
       "result":{"firing":2,"firing_share":0.015,"notifications":4,"keys":1,"episodes":[
         {"key":{},"from":"2026-11-15T10:00:00Z","to":"2026-11-15T10:20:00Z","peak":1234567.5,"summary":"9.5"}]},
       "alternatives":[{"parameter":"above","value":9,"firing":1,"firing_share":0.01,
         "notifications":2,"keys":1,"episodes":[]}]}""";

  private final FakeApi api = fake();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir Path folder;

  private static FakeApi fake() {
    try {
      return new FakeApi();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void answers() {
    api.on("GET templates", TEMPLATES)
        .on("GET indices", "{\"total\":1,\"indices\":[\"logs-web\"]}")
        .on("GET fields", WatcherCommandTest::fields)
        .on("POST validate", WatcherCommandTest::validated)
        .on("POST preview", PREVIEW)
        .on("POST backtest", BACKTEST)
        .on("GET watchers", WatcherCommandTest::named)
        .on("POST watchers", one -> new Answer(201, "{\"name\":\"slow\"}"));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static Answer named(Asked asked) {
    return new Answer(
        200, asked.request().endsWith("&name=taken") ? "[{\"name\":\"taken\"}]" : "[]");
  }

  private static Answer fields(Asked asked) {
    String name =
        asked.request().contains("type=numeric")
            ? "took"
            : asked.request().contains("type=date") ? "time" : "host";
    return new Answer(200, "{\"total\":1,\"fields\":[{\"name\":\"" + name + "\"}]}");
  }

  /** Finds fault with a limit that is no number, and with payloads that name nothing. */
  private static Answer validated(Asked asked) {
    JsonNode definition = asked.json();
    if (definition.path("every").asText().equals("often")) {
      return new Answer(
          400,
          "{\"title\":\"bad\",\"detail\":\"'often' is not a valid duration\",\"line\":1,"
              + "\"field\":\"every\"}");
    }
    if (definition.path("parameters").path("above").isTextual()) {
      return new Answer(
          200,
          "[{\"field\":\"parameters.above\",\"problem\":\"a number is expected\",\"hint\":\"500\"}]");
    }
    if (definition.at("/destinations/0/payload").toString().contains("{{nothing}}")) {
      return new Answer(
          200,
          "[{\"field\":\"destinations[0].payload.text\",\"problem\":\"{{nothing}} is unknown\"}]");
    }
    return new Answer(200, "[]");
  }

  @Test
  void shouldMakeAWatcherInADialogue() {
    int code =
        run(
            """
            7
            1
            taken
            slow

            1

            1
            lots
            700
            -
            1
            often
            30s

            1.5
            2

            5
            3
            http://127.0.0.1/hook
            [1
            {"text":"{{nothing}}"}
            {"text":"{{summary}}"}


            b
            maybe
            yes
            """,
            "new",
            "--lang",
            "en");
    assertEquals(0, code, text());
    JsonNode made = api.asked("POST watchers").get(0).json();
    assertEquals(
        """
        {"template":"avg_threshold","name":"slow","index":"logs-web","timestamp":"time",\
        "parameters":{"field":"took","above":700},"group_by":["host"],"every":"30s","window":"5m",\
        "for":2,"severity":"warning","destinations":[{"type":"webhook",\
        "url":"http://127.0.0.1/hook","payload":{"text":"{{summary}}"}},{"type":"elasticsearch"}]}""",
        made.toString());
    for (String fault :
        List.of(
            "there is no '7' here",
            "there is a watcher 'taken' already",
            "an answer is needed",
            "a whole number is expected",
            "there is no '5' here",
            "JSON, column 3: Unexpected end-of-input: expected close marker for Array",
            "there is no 'maybe' here")) {
      assertTrue(text().contains("  ! " + fault + "\n"), fault + " in " + text());
    }
    assertTrue(text().contains("peak 1234568 "), text());
    assertTrue(text().contains("above – fires above this [500]"), text());
    assertTrue(text().contains("! parameters.above: a number is expected (500)"), text());
    assertTrue(text().contains("! every: 'often' is not a valid duration"), text());
    assertTrue(text().contains("{{nothing}} is unknown"), text());
    assertTrue(text().contains("FIRING host=a  700 is too much"), text());
    assertTrue(text().contains("10,080 windows"), text());
    assertTrue(text().contains("Created slow."), text());
    assertTrue(api.asked.stream().allMatch(a -> a.key().equals("admin-key")));
  }

  @Test
  void shouldTakeOnlyAYesForAYes() {
    api.on("GET indices", "{\"total\":23,\"indices\":[\"logs-web\"]}")
        .on("GET fields", one -> new Answer(404, "{\"title\":\"x\",\"detail\":\"no such index\"}"))
        .on(
            "POST validate",
            one ->
                new Answer(
                    200,
                    one.json().path("index").asText().equals("none")
                        ? "[{\"field\":\"index\",\"problem\":\"no such index\"}]"
                        : "[]"));
    String answers = "avg_threshold\nslow\nnone\nshop-*\nnone\nsí\n\nlatency\n1\n\n\n";
    assertThrows(Failure.class, () -> run(answers, "new", "--lang", "es"));
    assertTrue(text().contains("y 22 más"), text());
    assertEquals(2, text().split("¿Usarlo de todos modos", -1).length - 1, text());
    assertEquals(1, api.asked("GET fields").size(), "what is not there is asked for once");
  }

  @Test
  void shouldKeepTheAnswersWhenTheServiceRefusesThem() {
    api.on(
        "POST watchers",
        one ->
            api.asked("POST watchers").size() < 2
                ? new Answer(429, "{\"title\":\"x\",\"detail\":\"no more than 20 watchers\"}")
                : new Answer(201, "{\"name\":\"slow\"}"));
    String answers = "2\nslow\n1\n\n\n\n\n\n\n4\ny\ny\n";
    assertEquals(0, run(answers, "new", "--lang", "en"), text());
    assertTrue(text().contains("  ! no more than 20 watchers\n"), text());
    assertTrue(text().contains("Created slow."), text());
  }

  @Test
  void shouldSpeakSpanishAndCreateNothingWhenTheAnswersEnd() {
    var ended = assertThrows(Failure.class, () -> run("1\nslow\n", "new", "--lang", "es"));
    assertEquals("no se ha creado nada", ended.getMessage());
    assertEquals(1, ended.code().number());
    assertTrue(text().contains("Avisa cuando la media sale de sus límites."), text());
    assertEquals(0, api.asked("POST watchers").size());
    out.reset();
    run("1\nslow\n", "templates");
    assertTrue(text().contains("Avisa cuando"), "the language of LANG: " + text());
  }

  @Test
  void shouldPlanShowAskAndApply() throws Exception {
    Path one = Files.writeString(folder.resolve("one.yml"), "name: a\ntemplate: t\n");
    Path two = Files.writeString(folder.resolve("two.json"), "{\"name\": \"b\"}");
    api.on(
            "POST watchers/plan",
            """
            {"plan":"h4sh","changes":[{"name":"a","action":"change","diff":[
              {"field":"parameters.above","old":5,"new":9}]},{"name":"b","action":"none","diff":[]}]}""")
        .on("POST watchers/apply", "{\"created\":0,\"changed\":1,\"unchanged\":1}");
    assertEquals(1, run("n\n", "apply", one.toString(), two.toString()));
    assertTrue(
        text().contains("change a\n  - parameters.above: 5\n  + parameters.above: 9"), text());
    assertEquals(0, api.asked("POST watchers/apply").size());
    assertEquals(0, run("", "apply", one.toString(), two.toString(), "--yes"));
    Asked applied = api.asked("POST watchers/apply").get(0);
    assertEquals("POST watchers/apply?plan=h4sh", applied.request());
    assertEquals("application/yaml", applied.type());
    assertEquals("name: a\ntemplate: t\n---\n{\"name\": \"b\"}\n", applied.body());
  }

  @Test
  void shouldNameTheFileAndItsLineOfWhatIsWrong() throws Exception {
    Path one = Files.writeString(folder.resolve("one.yml"), "name: a\ntemplate: t\n");
    Path two = Files.writeString(folder.resolve("two.yml"), "name: b\nevery: often\n");
    api.on(
        "POST watchers/plan",
        asked ->
            new Answer(
                400,
                "{\"title\":\"bad\",\"detail\":\"no duration\",\"field\":\"[1].every\",\"line\":5}"));
    var refused =
        assertThrows(Failure.class, () -> run("", "apply", one.toString(), two.toString()));
    assertEquals(two + ", line 2: [1].every: no duration", refused.getMessage());
    assertEquals(1, refused.code().number());
    var missing = assertThrows(Failure.class, () -> run("", "preview", folder + "/none.yml"));
    assertEquals(2, missing.code().number());
  }

  @Test
  void shouldTryOutFiles() throws Exception {
    String file = Files.writeString(folder.resolve("one.yml"), "name: a\n").toString();
    assertEquals(0, run("", "preview", file, "--at", "2026-11-21T12:00:00Z"));
    assertTrue(text().contains("top host: a (3), b (1)"), text());
    assertTrue(text().contains("tells webhook http://h: {\"a\":1}"), text());
    assertEquals(0, run("", "backtest", file, "--days", "3", "--threshold", "above:9,10"));
    assertTrue(text().contains("above = 9"), text());
    assertEquals(
        "POST backtest?days=3&threshold=above%3A9%2C10",
        api.asked("POST backtest").get(0).request());
    api.on("POST preview", "{\"verdict\":\"unknown\",\"reason\":\"SHARD_FAILURES: 1 of 2\"}");
    assertEquals(1, run("", "preview", file));
    assertTrue(text().contains("SHARD_FAILURES: 1 of 2"), text());
    api.on(
        "POST validate", "[{\"field\":\"index\",\"problem\":\"no index matches\",\"hint\":\"h\"}]");
    assertEquals(1, run("", "validate", file));
    assertTrue(text().contains("one.yml: index: no index matches (h)"), text());
    api.on("POST validate", "[]");
    assertEquals(0, run("", "validate", file));
  }

  @Test
  void shouldShowPauseAndRemove() {
    api.on(
            "GET watchers",
            """
            [{"name":"slow","version":3,"enabled":true,"pause":{"until":"2026-11-21T14:00:00Z"},
              "definition":{"name":"slow","template":"avg_threshold","index":"logs-*"}}]""")
        .on(
            "GET watchers/slow%20one",
            """
            {"name":"slow one","version":3,"enabled":true,"definition":{"name":"slow one",
              "index":"logs-*","cron":"0 3 * * *","destinations":[{"type":"webhook",
              "payload":{"text":"{{x}}"}}],"parameters":{"above":5,"of":["a","b"]}}}""")
        .on("POST watchers/slow/pause", "{}")
        .on("POST watchers/slow/resume", "{}")
        .on("POST watchers/slow/run", one -> new Answer(202, ""))
        .on("DELETE watchers/slow", one -> new Answer(204, ""))
        .on("GET watchers/export", "name: slow\n");
    assertEquals(0, run("", "list"));
    assertTrue(text().contains("paused"), text());
    assertEquals(0, run("", "show", "slow one"));
    assertTrue(
        text()
            .contains(
                """
                cron: "0 3 * * *"
                destinations:
                  - type: webhook
                    payload:
                      text: "{{x}}"
                parameters:
                  above: 5
                  of: [a, b]"""),
        text());
    assertEquals(0, run("", "pause", "slow", "--for", "2h"));
    assertEquals("{\"for\":\"2h\"}", api.asked("POST watchers/slow/pause").get(0).body());
    assertEquals(0, run("", "resume", "slow"));
    assertEquals(0, run("", "run", "slow"));
    assertEquals(1, run("n\n", "delete", "slow"));
    assertEquals(0, api.asked("DELETE").size());
    assertEquals(0, run("y\n", "delete", "slow"));
    assertEquals(0, run("", "export", "slow"));
    assertEquals("GET watchers/export?format=yaml&name=slow", last());
    var unknown = assertThrows(Failure.class, () -> run("", "show", "nobody"));
    assertEquals("no watchers/nobody", unknown.getMessage());
    assertEquals(2, run("", "fly"));
  }

  @Test
  void shouldPrintWhatCouldNotComeOver() throws Exception {
    String rule = Files.writeString(folder.resolve("rule.yaml"), "name: r\n").toString();
    api.on(
        "POST import/elastalert",
        """
        {"definitions":[],"yaml":"name: r\\n","report":{"lines":[{"file":"rule.yaml","rule":"r",
          "field":"smtp_host","line":4,"severity":"lost","what":"no mail","todo":"use a webhook"}],
          "refused":[{"file":"rule.yaml","rule":"q","field":"type","detail":"unknown type"}]}}""");
    assertEquals(1, run("", "import-elastalert", rule), "a rule was refused");
    assertTrue(
        text().contains("# rule.yaml, line 4, lost: r smtp_host: no mail → use a webhook"), text());
    assertTrue(text().contains("refused: q type: unknown type"), text());
    assertEquals(
        "name: r\n", api.asked("POST import").get(0).json().path("files").path(rule).asText());
    assertFalse(last().contains("apply"));
  }

  private String last() {
    return api.asked.get(api.asked.size() - 1).request();
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int run(String typed, String... arguments) {
    var command =
        new WatcherCommand(
            api::client,
            new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8)),
            new BufferedReader(new StringReader(typed)),
            Map.of("LANG", "es_ES.UTF-8"));
    return execute(new CommandLine(command), arguments);
  }

  private static int execute(CommandLine line, String... arguments) {
    var failures = new java.util.ArrayList<Failure>();
    line.setExecutionExceptionHandler(
        (e, where, parsed) -> {
          if (e instanceof Failure failure) {
            failures.add(failure);
            return 1;
          }
          throw e;
        });
    int code = line.execute(arguments);
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return code;
  }
}
