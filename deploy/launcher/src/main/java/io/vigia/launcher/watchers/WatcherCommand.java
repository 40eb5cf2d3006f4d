package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** All verbs about watchers; each is a method. */
@Command(
    name = "watcher",
    description = "Makes, tries out, applies and shows watchers.",
    synopsisSubcommandLabel = "COMMAND")
public final class WatcherCommand {

  /** Where the service is is known when a command runs. */
  interface Connection {
    WatcherApi open() throws IOException;
  }

  private final Connection connection;
  private final Terminal terminal;
  private final BufferedReader in;
  private final Map<String, String> environment;

  WatcherCommand(
      Connection connection,
      Terminal terminal,
      BufferedReader in,
      Map<String, String> environment) {
    this.connection = connection;
    this.terminal = terminal;
    this.in = in;
    this.environment = environment;
  }

  public static WatcherCommand of(
      Suite suite, Terminal terminal, BufferedReader in, Map<String, String> environment) {
    return new WatcherCommand(
        () ->
            new WatcherApi(
                suite.ports().address(Service.WATCHER_SERVICE),
                Keys.read(suite.installation()).admin()),
        terminal,
        in,
        environment);
  }

  @Command(
      name = "new",
      description = "Makes a watcher in a dialogue.",
      mixinStandardHelpOptions = true)
  int create(
      @Option(names = "--lang", paramLabel = "en|es", description = "By default that of LANG.")
          String lang)
      throws IOException {
    return told(
        api -> {
          Locale language = language(lang);
          return new NewWatcher(api, new Ask(in, terminal, language), new Reports(terminal))
              .make(language.getLanguage());
        });
  }

  @Command(description = "Lists the watchers.", mixinStandardHelpOptions = true)
  int list() throws IOException {
    return told(
        api -> {
          terminal.say(
              "%-32s %-22s %-28s %-8s %s", "NAME", "TEMPLATE", "INDEX", "STATE", "VERSION");
          String after = "";
          JsonNode page;
          do {
            page = api.get("watchers?limit=1000" + after);
            for (JsonNode each : page) {
              JsonNode definition = each.path("definition");
              String name = each.path("name").asText(definition.path("name").asText());
              terminal.say(
                  "%-32s %-22s %-28s %-8s %s",
                  name,
                  definition.path("template").asText(),
                  definition.path("index").asText(),
                  state(each),
                  each.path("version").asText());
              after = "&after=" + WatcherApi.part(name);
            }
          } while (page.size() == 1000);
          return ExitCode.OK;
        });
  }

  private static String state(JsonNode watcher) {
    boolean enabled =
        watcher.path("enabled").asBoolean(watcher.path("definition").path("enabled").asBoolean());
    return watcher.has("pause") ? "paused" : enabled ? "enabled" : "disabled";
  }

  @Command(description = "Shows one as YAML.", mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "NAME") String name) throws IOException {
    return told(
        api -> {
          JsonNode watcher = api.get("watchers/" + WatcherApi.part(name));
          terminal.say(
              "# version %s, %s%s",
              watcher.path("version").asText(),
              state(watcher),
              watcher.path("pause").has("until")
                  ? " until " + watcher.path("pause").path("until").asText()
                  : "");
          terminal.say("%s", Yaml.of(watcher.path("definition")).stripTrailing());
          return ExitCode.OK;
        });
  }

  @Command(
      description = "Runs a definition once and shows what it says; nobody is told.",
      mixinStandardHelpOptions = true)
  int preview(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--at", paramLabel = "TIME", description = "As if it were then.") String at)
      throws IOException {
    return ofFiles(
        List.of(file),
        (api, files) -> {
          String path = "preview" + (at == null ? "" : "?at=" + WatcherApi.part(at));
          JsonNode preview = api.post(path, WatcherApi.YAML, files.text());
          new Reports(terminal).preview(preview);
          boolean known = !preview.path("verdict").asText().equals("unknown");
          return known ? ExitCode.OK : ExitCode.FAILED;
        });
  }

  @Command(
      description = "Replays the last days and shows when it would have fired.",
      mixinStandardHelpOptions = true)
  int backtest(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--days", paramLabel = "N", defaultValue = "7") int days,
      @Option(
              names = "--threshold",
              paramLabel = "NAME:V,V",
              description = "Other values to compare, such as above:100,200.")
          List<String> thresholds)
      throws IOException {
    var path = new StringBuilder("backtest?days=" + days);
    if (thresholds != null) {
      thresholds.forEach(each -> path.append("&threshold=").append(WatcherApi.part(each)));
    }
    return ofFiles(
        List.of(file),
        (api, files) -> {
          JsonNode test = api.post(path.toString(), WatcherApi.YAML, files.text());
          new Reports(terminal).backtest(test);
          boolean known = test.path("unknown_windows").asInt() < test.path("windows").asInt();
          return known ? ExitCode.OK : ExitCode.FAILED;
        });
  }

  @Command(
      description = "Holds a definition against the cluster; the exit code is 0 when all fits.",
      mixinStandardHelpOptions = true)
  int validate(@Parameters(paramLabel = "FILE") Path file) throws IOException {
    return ofFiles(
        List.of(file),
        (api, files) -> {
          List<Issue> issues = api.issues(WatcherApi.YAML, files.text());
          issues.forEach(issue -> terminal.say("%s", files.located(issue)));
          if (issues.isEmpty()) {
            terminal.say("%s: all is well", file);
          }
          return issues.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        });
  }

  @Command(
      description = "Shows what the files would change, asks, and changes it.",
      mixinStandardHelpOptions = true)
  int apply(
      @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files,
      @Option(names = "--yes", description = "Does not ask.") boolean yes)
      throws IOException {
    return ofFiles(
        files,
        (api, all) -> {
          JsonNode plan = api.post("watchers/plan", WatcherApi.YAML, all.text());
          new Reports(terminal).plan(plan);
          return applied(api, all, plan, yes);
        });
  }

  private ExitCode applied(WatcherApi api, WatcherFiles files, JsonNode plan, boolean yes)
      throws IOException {
    boolean nothing = true;
    for (JsonNode change : plan.path("changes")) {
      nothing &= change.path("action").asText().equals("none");
    }
    if (nothing) {
      terminal.say("Nothing to change.");
      return ExitCode.OK;
    }
    if (!yes && !new Ask(in, terminal, Locale.ENGLISH).yes("Apply this? (y/N)")) {
      terminal.say("Nothing was changed.");
      return ExitCode.FAILED;
    }
    JsonNode done =
        api.post(
            "watchers/apply?plan=" + WatcherApi.part(plan.path("plan").asText()),
            WatcherApi.YAML,
            files.text());
    terminal.say(
        "Created %d, changed %d, unchanged %d.",
        done.path("created").asInt(), done.path("changed").asInt(), done.path("unchanged").asInt());
    return ExitCode.OK;
  }

  @Command(description = "Prints all or some as YAML.", mixinStandardHelpOptions = true)
  int export(@Parameters(paramLabel = "NAME", arity = "0..*") List<String> names)
      throws IOException {
    return told(
        api -> {
          var path = new StringBuilder("watchers/export?format=yaml");
          if (names != null) {
            names.forEach(name -> path.append("&name=").append(WatcherApi.part(name)));
          }
          terminal.say("%s", api.text(path.toString()).stripTrailing());
          return ExitCode.OK;
        });
  }

  @Command(description = "Holds a watcher.", mixinStandardHelpOptions = true)
  int pause(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--for", paramLabel = "2h", description = "By default until it is resumed.")
          String time)
      throws IOException {
    var wish = JsonNodeFactory.instance.objectNode();
    if (time != null) {
      wish.put("for", time);
    }
    return done(api -> api.post(of(name, "pause"), wish), name + " is paused");
  }

  @Command(description = "Lets a paused watcher go on.", mixinStandardHelpOptions = true)
  int resume(@Parameters(paramLabel = "NAME") String name) throws IOException {
    return done(api -> api.post(of(name, "resume"), WatcherApi.JSON, ""), name + " goes on");
  }

  @Command(description = "Wants a run at once.", mixinStandardHelpOptions = true)
  int run(@Parameters(paramLabel = "NAME") String name) throws IOException {
    return done(api -> api.post(of(name, "run"), WatcherApi.JSON, ""), name + " is due now");
  }

  @Command(description = "Deletes a watcher.", mixinStandardHelpOptions = true)
  int delete(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--yes", description = "Does not ask.") boolean yes)
      throws IOException {
    if (!yes && !new Ask(in, terminal, Locale.ENGLISH).yes("Delete " + name + "? (y/N)")) {
      terminal.say("Nothing was deleted.");
      return ExitCode.FAILED.number();
    }
    return done(api -> api.delete("watchers/" + WatcherApi.part(name)), name + " is deleted");
  }

  @Command(description = "Lists the templates.", mixinStandardHelpOptions = true)
  int templates(@Option(names = "--lang", paramLabel = "en|es") String lang) throws IOException {
    return told(
        api -> {
          String language = language(lang).getLanguage();
          JsonNode answer = api.get("templates");
          for (JsonNode each : answer.has("templates") ? answer.path("templates") : answer) {
            JsonNode help = each.path("help");
            terminal.say(
                "%-24s %s",
                each.path("name").asText(), help.path(language).asText(help.path("en").asText()));
          }
          return ExitCode.OK;
        });
  }

  @Command(
      name = "import-elastalert",
      description = "Turns ElastAlert rules into definitions, which it prints.",
      mixinStandardHelpOptions = true)
  int importElastAlert(
      @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files,
      @Option(names = "--apply", description = "Creates the watchers that are not yet there.")
          boolean apply)
      throws IOException {
    return told(
        api -> {
          var request = JsonNodeFactory.instance.objectNode();
          var texts = request.putObject("files");
          for (Path file : files) {
            texts.put(file.toString(), WatcherFiles.text(file));
          }
          JsonNode answer = api.post("import/elastalert" + (apply ? "?apply=true" : ""), request);
          return new ImportReport(terminal).print(answer);
        });
  }

  private static String of(String name, String verb) {
    return "watchers/" + WatcherApi.part(name) + "/" + verb;
  }

  private Locale language(String asked) {
    String language =
        asked != null
            ? asked
            : environment.getOrDefault("LC_ALL", environment.getOrDefault("LANG", "en"));
    if (asked != null && !asked.equals("en") && !asked.equals("es")) {
      throw Failure.usage("--lang is en or es");
    }
    return Locale.forLanguageTag(language.startsWith("es") ? "es" : "en");
  }

  private interface Verb {
    ExitCode on(WatcherApi api) throws IOException;
  }

  private interface FileVerb {
    ExitCode on(WatcherApi api, WatcherFiles files) throws IOException;
  }

  private interface Request {
    JsonNode on(WatcherApi api) throws IOException;
  }

  private int told(Verb verb) throws IOException {
    try {
      return verb.on(connection.open()).number();
    } catch (Refused e) {
      throw Failure.failed("%s", e.issue().text());
    }
  }

  private int ofFiles(List<Path> paths, FileVerb verb) throws IOException {
    WatcherFiles files = WatcherFiles.read(new ArrayList<>(paths));
    try {
      return verb.on(connection.open(), files).number();
    } catch (Refused e) {
      throw Failure.failed("%s", files.located(e.issue()));
    }
  }

  private int done(Request request, String sentence) throws IOException {
    return told(
        api -> {
          request.on(api);
          terminal.say("%s.", sentence);
          return ExitCode.OK;
        });
  }
}
