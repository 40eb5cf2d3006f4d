package io.vigia.platform;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * How PostgreSQL's programs are run: they refuse to work for root, as which containers and build
 * machines often run everything.
 *
 * @param prefix what stands before a program's name
 * @param ownsFiles whether the programs run as another user, who must own the data
 */
record PostgresUser(List<String> prefix, boolean ownsFiles) {

  private static final int NOBODY = 65_534;
  private static final List<String> OWN_NAMESPACE = List.of("unshare", "--user");
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid", "" + NOBODY, "--regid", "" + NOBODY, "--clear-groups");

  PostgresUser {
    prefix = List.copyOf(prefix);
  }

  /**
   * A plain user as is; root in a user namespace, where it is not root; else, as the user nobody.
   */
  static PostgresUser ofThisProcess() throws IOException, InterruptedException {
    if (new UnixSystem().getUid() != 0) {
      return new PostgresUser(List.of(), false);
    }
    if (works(OWN_NAMESPACE)) {
      return new PostgresUser(OWN_NAMESPACE, false);
    }
    if (works(AS_NOBODY)) {
      return new PostgresUser(AS_NOBODY, true);
    }
    throw new PlatformFailure(
        "PostgreSQL does not run as root, and neither unshare nor setpriv (util-linux) works here:"
            + " install them or start as another user");
  }

  /** Lets the programs write the file or folder. */
  void give(Path path) throws IOException {
    if (ownsFiles) {
      Files.setAttribute(path, "unix:uid", NOBODY);
      Files.setAttribute(path, "unix:gid", NOBODY);
    }
  }

  /** Lets the programs pass through a folder that only its owner may list. */
  void enter(Path folder) throws IOException {
    if (ownsFiles) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }
  }

  private static boolean works(List<String> prefix) throws InterruptedException {
    try {
      Process probe =
          new ProcessBuilder(Command.of(prefix, List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
