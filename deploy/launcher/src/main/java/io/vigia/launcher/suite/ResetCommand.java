package io.vigia.launcher.suite;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "reset", description = "Deletes data, logs and keys, and with --all the settings.")
public final class ResetCommand implements Callable<Integer> {

  private final Suite suite;
  private final Terminal terminal;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Option(names = "--all", description = "Also the folder config, with what you wrote into it.")
  private boolean all;

  public ResetCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  @SuppressWarnings("try") // a lock is only held
  public Integer call() throws IOException {
    List<Path> doomed = doomed();
    if (doomed.isEmpty()) {
      terminal.say("%s holds nothing to delete.", suite.installation().home());
      return ExitCode.OK.number();
    }
    requireDown();
    if (!yes && !agreed(doomed)) {
      terminal.say("Nothing was deleted.");
      return ExitCode.FAILED.number();
    }
    try (var held = suite.lock()) {
      requireDown();
      for (Path path : doomed) {
        FolderTree.delete(path);
      }
    }
    FolderTree.delete(suite.installation().run());
    terminal.say("Reset. The next ./vigia up begins anew and makes new keys.");
    return ExitCode.OK.number();
  }

  /** Only what the suite itself makes: a home may be a folder with other things in it. */
  private List<Path> doomed() {
    Installation installation = suite.installation();
    List<Path> doomed = new ArrayList<>();
    doomed.add(installation.platform());
    doomed.add(installation.data());
    doomed.add(installation.logs());
    doomed.add(installation.remediationLog());
    doomed.add(installation.adminKey());
    doomed.add(installation.suiteKey());
    doomed.add(installation.keys());
    doomed.add(installation.gatewayKey());
    doomed.add(installation.gatewayPublicKey());
    if (all) {
      doomed.add(installation.config());
    }
    return doomed.stream().filter(Files::exists).toList();
  }

  private void requireDown() throws IOException {
    if (suite.anyRunning()) {
      throw Failure.refused(
          "the suite is running in %s: run ./vigia down first", suite.installation().home());
    }
  }

  private boolean agreed(List<Path> doomed) throws IOException {
    String names =
        doomed.stream()
            .map(path -> path.getFileName().toString())
            .collect(Collectors.joining(", "));
    terminal.say("This deletes from %s: %s.", suite.installation().home(), names);
    terminal.say("Type yes to go on:");
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return "yes".equals(answers.readLine());
  }
}
