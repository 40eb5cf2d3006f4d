package io.vigia.router.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is sent to a receiver.
 *
 * @param readsAnswer whether the body of the answer matters; one that is not read may be endless
 */
public record Request(
    String method, URI url, Map<String, String> headers, String body, boolean readsAnswer) {

  public Request {
    headers = Map.copyOf(headers);
  }

  public static Request post(URI url, String contentType, String body) {
    return new Request("POST", url, Map.of("Content-Type", contentType), body, true);
  }

  public static Request json(String url, String body) {
    return post(address(url), "application/json", body);
  }

  /**
   * An address as it was written or read.
   *
   * @throws IllegalArgumentException that does not repeat it: it may hold a secret
   */
  public static URI address(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the receiver's address is not a URL");
    }
  }

  /** By another method. */
  public Request by(String other) {
    return new Request(other, url, headers, body, readsAnswer);
  }

  public Request unread() {
    return new Request(method, url, headers, body, false);
  }

  public Request with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Request(method, url, more, body, readsAnswer);
  }

  /** What tells nothing about who asks. */
  private static final Set<String> PLAIN =
      Set.of("accept", "content-type", "idempotency-key", "user-agent");

  /**
   * The same elsewhere. Credentials, in whatever header, stay with the host they were meant for.
   */
  Request to(URI elsewhere) {
    var kept = new HashMap<>(headers);
    if (!elsewhere.getRawAuthority().equalsIgnoreCase(url.getRawAuthority())
        || !elsewhere.getScheme().equalsIgnoreCase(url.getScheme())) {
      kept.keySet().removeIf(name -> !PLAIN.contains(name.toLowerCase(Locale.ROOT)));
    }
    return new Request(method, elsewhere, kept, body, readsAnswer);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
