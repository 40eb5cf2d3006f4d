package io.vigia.launcher.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class AccessLogTest {

  private final AccessLog format = new AccessLog();

  @Test
  void shouldReadTheCombinedFormat() throws Exception {
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"@timestamp":"2000-10-10T20:55:36Z","client.ip":"127.0.0.1",
                 "http.request.method":"GET","url.path":"/apache_pb.gif","url.query":"a=b+c",
                 "http.response.status_code":200,"bytes":2326,
                 "referrer":"http://www.example.com/start.html","user_agent":"Mozilla/4.08 [en]"}
                """),
        new ObjectMapper()
            .readTree(
                format
                    .document(
                        "127.0.0.1 - frank b [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif?a=b+c"
                            + " HTTP/1.0\" 200 2326 \"http://www.example.com/start.html\""
                            + " \"Mozilla/4.08 [en]\"")
                    .toString()));
  }

  @Test
  void shouldReadTheCommonFormatWithoutASize() throws Exception {
    ObjectNode document =
        format.document("::1 - - [01/Jan/2024:00:00:00 +0100] \"HEAD / HTTP/2.0\" 304 -");

    assertEquals("2023-12-31T23:00:00Z", document.get("@timestamp").asText());
    assertFalse(document.has("bytes"));
    assertFalse(document.has("user_agent"));
  }

  @Test
  void shouldKeepARequestThatIsNoHttp() throws Exception {
    ObjectNode document =
        format.document(
            "10.0.0.1 - - [01/Jan/2024:00:00:00 +0000] \"\\x16\\x03\\x01\" 400 150 \"-\" \"say \\\"hi\\\"\"");

    assertEquals("\\x16\\x03\\x01", document.get("url.original").asText());
    assertFalse(document.has("referrer"));
    assertEquals("say \"hi\"", document.get("user_agent").asText());
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertEquals("'[' is missing", wrong("hello world"));
    assertEquals(
        "'yesterday' is not a time such as 10/Oct/2000:13:55:36 -0700",
        wrong("a - - [yesterday] \"GET / HTTP/1.1\" 200 1"));
    assertEquals(
        "the status 'OK' is not a number",
        wrong("a - - [01/Jan/2024:00:00:00 +0000] \"GET / HTTP/1.1\" OK 1"));
    assertEquals(
        "a closing '\"' is missing", wrong("a - - [01/Jan/2024:00:00:00 +0000] \"GET / HTT"));
    assertEquals("the line ends too early", wrong(""));
  }

  @Test
  void shouldNotRunOutOfStackOnALongLine() throws Exception {
    String agent = "\\\"".repeat(400_000);

    assertEquals(
        400_000,
        format
            .document(
                "a - - [01/Jan/2024:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \""
                    + agent
                    + "\"")
            .get("user_agent")
            .asText()
            .length());
  }

  private String wrong(String line) {
    return assertThrows(BadLine.class, () -> format.document(line)).getMessage();
  }
}
