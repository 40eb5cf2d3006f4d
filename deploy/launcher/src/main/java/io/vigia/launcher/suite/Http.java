package io.vigia.launcher.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Plain blocking HTTP. The JDK's older client, because it is ready in a tenth of the time of the
 * newer one and a launcher lives for seconds.
 *
 * @param key sent as {@code X-API-Key}
 */
public record Http(Optional<String> key, Duration patience) {

  private static final int MOST_BYTES = 16 << 20;

  /** A status and a body, whatever they are. */
  public record Answer(int status, String body) {
    public boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  public static Http with(String key) {
    return new Http(Optional.of(key), Duration.ofSeconds(5));
  }

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "Http";
  }

  public Answer get(String address) throws IOException {
    return answer(open(address, "GET"));
  }

  public Answer post(String address, String contentType, byte[] body) throws IOException {
    return send("POST", address, contentType, body);
  }

  public Answer send(String method, String address, String contentType, byte[] body)
      throws IOException {
    HttpURLConnection connection = open(address, method);
    connection.setRequestProperty("Content-Type", contentType);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    return answer(connection);
  }

  private HttpURLConnection open(String address, String method) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address).toURL().openConnection(java.net.Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) patience.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", "application/json");
    key.ifPresent(value -> connection.setRequestProperty("X-API-Key", value));
    return connection;
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream body =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      String text =
          body == null ? "" : new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return new Answer(status, text);
    }
  }
}
