package io.vigia.launcher.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Apache's and NGINX' combined access log, and the common one, which ends before the referrer.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/logs.html#combined">Apache: combined log
 *     format</a>
 */
final class AccessLog implements LineFormat {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  @Override
  public String name() {
    return "access log";
  }

  @Override
  public ObjectNode document(String line) throws BadLine {
    LineCursor cursor = new LineCursor(line);
    String client = cursor.word();
    cursor.skipTo('[');
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("@timestamp", time(cursor.upTo(']')));
    document.put("client.ip", client);
    request(cursor.quoted(), document);
    document.put("http.response.status_code", status(cursor.word()));
    String bytes = cursor.word();
    if (!bytes.equals("-")) {
      document.put("bytes", number(bytes, "size"));
    }
    if (cursor.more()) {
      putUnlessDash(document, "referrer", cursor.quoted());
      putUnlessDash(document, "user_agent", cursor.quoted());
    }
    return document;
  }

  @Override
  public String mapping() {
    return """
    {"properties":{
      "@timestamp":{"type":"date"},
      "client":{"properties":{"ip":{"type":"ip","ignore_malformed":true}}},
      "http":{"properties":{
        "request":{"properties":{"method":{"type":"keyword"}}},
        "response":{"properties":{"status_code":{"type":"integer"}}}}},
      "url":{"properties":{
        "path":{"type":"keyword","ignore_above":8191},
        "query":{"type":"keyword","ignore_above":8191},
        "original":{"type":"keyword","ignore_above":8191}}},
      "bytes":{"type":"long"},
      "referrer":{"type":"keyword","ignore_above":8191},
      "user_agent":{"type":"keyword","ignore_above":8191}}}
    """;
  }

  /** What is no HTTP request, as scanners send it, is kept as it came. */
  private static void request(String request, ObjectNode document) {
    String[] parts = request.split(" ", -1);
    boolean http = parts.length >= 2 && parts.length <= 3 && parts[0].matches("[A-Z]{3,20}");
    if (!http) {
      document.put("url.original", request);
      return;
    }
    int query = parts[1].indexOf('?');
    document.put("http.request.method", parts[0]);
    document.put("url.path", query < 0 ? parts[1] : parts[1].substring(0, query));
    if (query >= 0) {
      document.put("url.query", parts[1].substring(query + 1));
    }
  }

  private static String time(String text) throws BadLine {
    try {
      return OffsetDateTime.parse(text, TIME).toInstant().toString();
    } catch (DateTimeParseException e) {
      throw new BadLine("'" + text + "' is not a time such as 10/Oct/2000:13:55:36 -0700");
    }
  }

  private static int status(String text) throws BadLine {
    long status = number(text, "status");
    if (status < 100 || status > 999) {
      throw new BadLine("'" + text + "' is not an HTTP status");
    }
    return (int) status;
  }

  private static long number(String text, String what) throws BadLine {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadLine("the " + what + " '" + text + "' is not a number");
    }
  }

  private static void putUnlessDash(ObjectNode document, String field, String value) {
    if (!value.equals("-")) {
      document.put(field, value);
    }
  }
}
