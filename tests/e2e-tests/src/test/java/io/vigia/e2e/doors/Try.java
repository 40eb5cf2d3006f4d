package io.vigia.e2e.doors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One attempt to get what one should not get.
 *
 * @param what in words
 * @param service whose door it is, as in the variables of the ports
 * @param key who the attacker is; a name of {@link AttackListIT}'s keys, empty for nobody
 * @param refusals the answers that keep the door shut; 0 is a hang-up without a word
 */
record Try(
    String what,
    String service,
    String key,
    String requestLine,
    List<String> headers,
    byte[] body,
    Set<Integer> refusals) {

  static Try get(String what, String service, String key, String path, Integer... refusals) {
    return new Try(
        what, service, key, "GET " + path + " HTTP/1.1", List.of(), new byte[0], Set.of(refusals));
  }

  static Try post(
      String what, String service, String key, String path, String json, Integer... refusals) {
    return post(what, service, key, path, json.getBytes(StandardCharsets.UTF_8), refusals);
  }

  static Try post(
      String what, String service, String key, String path, byte[] body, Integer... refusals) {
    return new Try(
            what, service, key, "POST " + path + " HTTP/1.1", List.of(), body, Set.of(refusals))
        .with("Content-Type: application/json", "Content-Length: " + body.length);
  }

  static Try line(String what, String service, String key, String line, Integer... refusals) {
    return new Try(what, service, key, line, List.of(), new byte[0], Set.of(refusals));
  }

  Try with(String... more) {
    var all = new ArrayList<>(headers);
    all.addAll(List.of(more));
    return new Try(what, service, key, requestLine, List.copyOf(all), body, refusals);
  }

  Try withBody(String text) {
    return new Try(
        what, service, key, requestLine, headers, text.getBytes(StandardCharsets.UTF_8), refusals);
  }

  @Override
  public String toString() {
    return service + ": " + what;
  }
}
