package io.vigia.benchmarks.alerts;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One kept-alive connection, as bare as can be: what the load costs is not to hide what is
 * measured.
 */
final class Connection implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LENGTH = "content-length:";

  /** What was answered. */
  record Answer(int status, byte[] body) {}

  private final Target target;
  private final Socket socket;
  private final InputStream in;

  Connection(Target target) throws IOException {
    this.target = target;
    this.socket = new Socket(InetAddress.getLoopbackAddress(), target.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  Answer post(String path, byte[] json) throws IOException {
    return send("POST", path, json);
  }

  /** Fails unless they are taken. */
  void postAlerts(byte[] json) throws IOException {
    Answer answer = post("/api/v2/alerts", json);
    if (answer.status() != 200) {
      throw new IOException(
          target
              + " answered "
              + answer.status()
              + " "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  Answer get(String path) throws IOException {
    return send("GET", path, new byte[0]);
  }

  private Answer send(String method, String path, byte[] body) throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n%s"
                .formatted(method, path, key())
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    socket.getOutputStream().write(whole);
    return answer();
  }

  private String key() {
    return target.apiKey().isEmpty() ? "" : "X-API-Key: " + target.apiKey() + "\r\n";
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String field = header.toLowerCase(Locale.ROOT);
      if (field.startsWith(LENGTH)) {
        length = Integer.parseInt(field.substring(LENGTH.length()).strip());
      }
      chunked |= field.equals("transfer-encoding: chunked");
    }
    return new Answer(status, chunked ? chunks() : in.readNBytes(length));
  }

  private byte[] chunks() throws IOException {
    var whole = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().strip(), 16);
      whole.write(in.readNBytes(size));
      line();
      if (size == 0) {
        return whole.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    var text = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException(target + " has closed the connection");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
