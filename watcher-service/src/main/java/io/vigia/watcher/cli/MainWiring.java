package io.vigia.watcher.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Reads the command line before anything starts, since it says what is to start. */
@QuarkusMain
public final class MainWiring {

  private static final int MAX_DEPTH = 20;

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
    Quarkus.run(CycleWiring.class, options.once() ? MainWiring::end : null, args);
  }

  /** A start that fails is told, and is no verdict: a status of its own. */
  private static void end(int code, @Nullable Throwable failure) {
    if (failure != null) {
      System.err.println("it could not run: " + reason(failure));
    }
    ApplicationLifecycleManager.getDefaultExitCodeHandler()
        .accept(failure == null ? code : Summary.COULD_NOT_RUN, failure);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
      root = root.getCause();
    }
    String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return root.equals(failure) ? said : said + " (" + root + ")";
  }
}
