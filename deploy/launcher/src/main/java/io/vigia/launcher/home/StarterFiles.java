package io.vigia.launcher.home;

import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration that a new home begins with. A person may change it; it is never replaced. */
public final class StarterFiles {

  public static final String ALERTMANAGER = "alertmanager.yml";

  private StarterFiles() {}

  /** Writes what is missing. */
  public static void ensure(Installation installation) throws IOException {
    copy(ALERTMANAGER, installation.config().resolve(ALERTMANAGER));
    copy("vigia.yml", installation.receivers().resolve("vigia.yml"));
    PrivateFile.folder(installation.config().resolve("runbooks"));
    PrivateFile.folder(installation.data());
  }

  /**
   * Adds a webhook to the receiver that every alert reaches, in a file of its own.
   *
   * @param name of the file, without its ending
   * @return the file
   */
  public static Path addWebhook(Installation installation, String name, String url)
      throws IOException {
    Path file = installation.receivers().resolve(name + ".yml");
    PrivateFile.write(
        file,
        """
        receivers:
          - name: vigia
            webhook_configs:
              - url: '%s'
                send_resolved: true
        """
            .formatted(checked(url).replace("'", "''")));
    return file;
  }

  private static String checked(String url) {
    try {
      URI address = URI.create(url.strip());
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return address.toString();
      }
    } catch (IllegalArgumentException notAnAddress) {
      // told below
    }
    throw Failure.refused(
        "VIGIA_WEBHOOK_URL is '%s': a webhook is an address such as https://example.org/hook", url);
  }

  private static void copy(String resource, Path target) throws IOException {
    if (Files.exists(target)) {
      return;
    }
    try (InputStream content = StarterFiles.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IOException("the launcher lacks its resource " + resource);
      }
      PrivateFile.write(target, new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
