package io.vigia.watcher.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine.ParameterException;

/** Reads the command line before anything starts, since it says what is to start. */
@QuarkusMain
public final class MainWiring {

  private MainWiring() {}

  public static void main(String... args) {
    var exit = ApplicationLifecycleManager.getDefaultExitCodeHandler();
    Options options;
    try {
      options = Options.parse(args);
    } catch (ParameterException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.usage());
      exit.accept(Summary.COULD_NOT_RUN, null);
      return;
    }
    if (options.help()) {
      System.out.print(Options.usage());
      return;
    }
    options.settings().forEach(System::setProperty);
    Quarkus.run(
        CycleWiring.class,
        (code, failure) ->
            exit.accept(options.once() && failure != null ? Summary.COULD_NOT_RUN : code, failure),
        args);
  }
}
