package io.vigia.watcher.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CountThresholdTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private final CountThreshold template = new CountThreshold();
  private final CountThreshold.Parameters parameters =
      new CountThreshold.Parameters("log.level", "ERROR", 2);

  @Test
  void shouldAskForNoDocuments() throws JsonProcessingException {
    var noon = Instant.parse("2026-11-21T12:00:00Z");
    var query = template.query(parameters, new Window("@timestamp", noon.minusSeconds(60), noon));
    assertEquals(
        JSON.readTree(
            """
            {"size":0,"track_total_hits":true,"query":{"bool":{"filter":[
              {"range":{"@timestamp":{"gte":"2026-11-21T11:59:00Z","lt":"2026-11-21T12:00:00Z",
                                      "format":"strict_date_optional_time_nanos"}}},
              {"match":{"log.level":{"query":"ERROR"}}}]}}}"""),
        query);
  }

  @Test
  void shouldFireAboveTheLimitOnly() throws JsonProcessingException {
    assertFalse(read(2).breached());
    assertTrue(read(3).breached());
    assertEquals(3, read(3).value());
  }

  @Test
  void shouldNameTheParameterAtFault() {
    var fault =
        assertThrows(
            IllegalArgumentException.class, () -> new CountThreshold.Parameters("f", "v", -1));
    assertTrue(String.valueOf(fault.getMessage()).startsWith("above: "));
  }

  private Reading read(int count) throws JsonProcessingException {
    return template.read(
        parameters, JSON.readTree("{\"hits\":{\"total\":{\"value\":" + count + "}}}"));
  }
}
