package io.vigia.router;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A smarthost without STARTTLS that takes mails of {@code user} with {@code mail-secret}. */
public final class SmtpServer implements AutoCloseable {

  /**
   * @param content headers and body as they came
   */
  public record Mail(String hello, String from, List<String> to, String content) {}

  private final ServerSocket socket;
  private final List<Mail> mails = new CopyOnWriteArrayList<>();

  public SmtpServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var accepting = new Thread(this::accept, "smtp");
    accepting.setDaemon(true);
    accepting.start();
  }

  public int port() {
    return socket.getLocalPort();
  }

  public List<Mail> mails() {
    return List.copyOf(mails);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        var serving = new Thread(() -> serve(client), "smtp-client");
        serving.setDaemon(true);
        serving.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = client.getOutputStream()) {
      say(out, "220 smarthost");
      String hello = "";
      String from = "";
      boolean isKnown = false;
      var to = new ArrayList<String>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.toUpperCase(Locale.ROOT);
        if (verb.startsWith("EHLO")) {
          hello = line.substring(5);
          say(out, "250-smarthost\r\n250 AUTH PLAIN");
        } else if (verb.startsWith("AUTH PLAIN ")) {
          String login = new String(Base64.getDecoder().decode(line.substring(11)));
          isKnown = login.equals("\0user\0mail-secret");
          say(out, isKnown ? "235 welcome" : "535 unknown");
        } else if (verb.startsWith("MAIL FROM") && !isKnown) {
          say(out, "530 who are you");
        } else if (verb.startsWith("MAIL FROM")) {
          from = line.substring(10);
          say(out, "250 ok");
        } else if (verb.startsWith("RCPT TO")) {
          to.add(line.substring(8));
          say(out, "250 ok");
        } else if (verb.equals("DATA")) {
          say(out, "354 go on");
          mails.add(new Mail(hello, from, List.copyOf(to), content(in)));
          say(out, "250 taken");
        } else if (verb.equals("QUIT")) {
          say(out, "221 bye");
          return;
        } else {
          say(out, "250 ok");
        }
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private static String content(BufferedReader in) throws IOException {
    var content = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      content.append(line).append('\n');
    }
    return content.toString();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
