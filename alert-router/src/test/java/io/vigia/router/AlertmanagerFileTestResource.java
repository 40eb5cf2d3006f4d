package io.vigia.router;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A router whose routing file is an alertmanager.yml, with fake providers behind it. */
public class AlertmanagerFileTestResource implements QuarkusTestResourceLifecycleManager {

  private static Provider provider;
  private static Provider secure;
  private static SmtpServer smtp;
  private static Path folder;

  public static Provider provider() {
    return provider;
  }

  public static Provider secure() {
    return secure;
  }

  public static SmtpServer smtp() {
    return smtp;
  }

  public static Path folder() {
    return folder;
  }

  /** A file of the test resources, with the addresses of the fakes. */
  public static String text(String resource) {
    try (InputStream in = AlertmanagerFileTestResource.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("TLSHOST", secure.host())
          .replace("HOST", provider.host())
          .replace("SMTP", "127.0.0.1:" + smtp.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After the resource that all tests share: its settings are replaced. */
  @Override
  public int order() {
    return 10;
  }

  @Override
  public Map<String, String> start() {
    try {
      provider = Provider.http();
      secure = Provider.https();
      smtp = new SmtpServer();
      provider.reply(
          "/token",
          new Provider.Reply(
              200, "application/json", "{\"access_token\":\"the-token\",\"expires_in\":3600}"));
      provider.reply("/redirect", new Provider.Reply(307, "text/plain", "/redirected"));
      provider.reply("/metadata", new Provider.Reply(307, "text/plain", "http://169.254.169.254/"));
      provider.reply(
          "/refused",
          new Provider.Reply(
              200, "application/json", "{\"ok\":false,\"error\":\"no_such_channel\"}"));
      folder = Files.createTempDirectory(Path.of("target"), "alertmanager").toAbsolutePath();
      String[] more = text("/receivers/more.yml").split("receivers:\n", 2);
      Files.writeString(
          folder.resolve("alertmanager.yml"),
          text("/receivers/captured.yml")
                  .replace("  group_interval: 2s\n", "  group_interval: 2s\n  routes:\n" + more[0])
              + more[1]);
      Files.writeString(
          folder.resolve("own.tmpl"),
          "{{ define \"own.text\" }}{{ len .Alerts }} for {{ .CommonLabels.service }}{{ end }}");
      Files.writeString(folder.resolve("mail.secret"), "mail-secret\n");
      Files.writeString(folder.resolve("oauth.secret"), "oauth-secret\n");
      Files.writeString(folder.resolve("hook.url"), "http://" + provider.host() + "/limited\n");
      Files.copy(
          Path.of("src/test/resources/receivers/receiver.pem"), folder.resolve("receiver.pem"));
      return Map.of(
          "vigia.router.config",
          folder.resolve("alertmanager.yml").toString(),
          "vigia.router.receivers-dir",
          folder.resolve("none").toString(),
          "vigia.router.external-url",
          "http://am.example:9093",
          "vigia.security.tenant-api-keys",
          "{\"default\":\"test-key\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    provider.close();
    secure.close();
    try {
      smtp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
