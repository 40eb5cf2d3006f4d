package io.vigia.e2e.doors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** HTTP as an attacker writes it: byte by byte, from an address of his own. */
final class RawHttp {

  /**
   * @param status 0 when the server hung up without a word
   */
  record Answer(int status, String head, String body) {

    @Override
    public String toString() {
      String text = head + "\n\n" + body;
      return text.substring(0, Math.min(2000, text.length()));
    }
  }

  private static final int PATIENCE_MILLIS = 15_000;
  private static int lastAddress = 1;

  private RawHttp() {}

  static Answer send(int port, byte[] request) throws IOException {
    return send(nextAddress(), port, request);
  }

  static Answer sendFrom(String address, int port, byte[] request) throws IOException {
    return send(InetAddress.getByName(address), port, request);
  }

  private static Answer send(InetAddress from, int port, byte[] request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      var received = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        socket.getInputStream().transferTo(received);
      } catch (SocketException hungUp) {
        try {
          socket.getInputStream().transferTo(received);
        } catch (IOException nothingMore) {
          // what has come is what there is
        }
      } catch (SocketTimeoutException silent) {
        if (received.size() == 0) {
          throw new AssertionError("no answer within " + PATIENCE_MILLIS + " ms", silent);
        }
      }
      return parse(received.toString(StandardCharsets.UTF_8));
    }
  }

  /** Every try from another loopback address, so that failures of one do not count for the next. */
  private static synchronized InetAddress nextAddress() throws IOException {
    lastAddress = lastAddress % 250 + 2;
    try (Socket probe = new Socket()) {
      InetAddress own = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) lastAddress});
      probe.bind(new InetSocketAddress(own, 0));
      return own;
    } catch (SocketException onlyOneLoopbackAddress) {
      return InetAddress.getLoopbackAddress();
    }
  }

  private static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String[] words = head.split("[ \r\n]", 3);
    boolean isHttp = words.length > 1 && words[0].startsWith("HTTP/");
    return new Answer(
        isHttp ? Integer.parseInt(words[1]) : 0, head, end < 0 ? "" : text.substring(end + 4));
  }
}
