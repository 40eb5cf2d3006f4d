package io.vigia.launcher.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a soak has kept, each list in the order in which it happened.
 *
 * @param sent what was answered with 200
 * @param received what the webhook was told
 * @param acted the calls that runbooks made
 */
record Records(
    List<Sent> sent, List<Arrival> received, List<Arrival> acted, List<Incident> incidents) {

  static final String SENT = "sent.ndjson";
  static final String RECEIVED = "received.ndjson";
  static final String ACTED = "acted.ndjson";
  static final String KILLS = "kills.ndjson";

  /** The status of an alert that was sent to be repaired and not to be told. */
  static final String REPAIR = "repair";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One statement that was acknowledged.
   *
   * @param at when the answer came
   * @param episode an alert's number and start, or a repair's number
   * @param status {@code firing}, {@code resolved} or {@link #REPAIR}
   * @param tries how often it was sent until it was answered with 200
   */
  record Sent(String at, String episode, String status, int tries) {}

  /**
   * One statement that has come.
   *
   * @param id the header {@code Idempotency-Key}: a notification's or an execution's
   */
  record Arrival(String at, String id, String episode, String status) {}

  /**
   * Something that happened to a process.
   *
   * @param what {@code killed}, {@code paused}, {@code resumed}, {@code missed} (it was not
   *     running), {@code repaired} (by the suite) or {@code revived} (by the soak)
   */
  record Incident(String at, String what, String victim, long pid) {}

  Records {
    sent = List.copyOf(sent);
    received = List.copyOf(received);
    acted = List.copyOf(acted);
    incidents = List.copyOf(incidents);
  }

  static Records read(Path folder) throws IOException {
    return new Records(
        read(folder.resolve(SENT), Sent.class),
        read(folder.resolve(RECEIVED), Arrival.class),
        read(folder.resolve(ACTED), Arrival.class),
        read(folder.resolve(KILLS), Incident.class));
  }

  private static <T> List<T> read(Path file, Class<T> type) throws IOException {
    List<T> rows = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(JSON.readValue(line, type));
      }
    }
    return rows;
  }
}
