package io.vigia.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wire form of every event, from both ends. */
class GoldenJsonTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

  @ParameterizedTest
  @EnumSource(Topic.class)
  void shouldReadAndWriteTheGoldenForm(Topic topic) throws IOException {
    JsonNode golden = golden(topic);
    Object event = JSON.treeToValue(golden, topic.recordType());
    assertEquals(golden, JSON.readTree(JSON.writeValueAsString(event)));
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void shouldIgnoreFieldsOfALaterVersion(Topic topic) throws IOException {
    ObjectNode later = golden(topic).deepCopy();
    Object today = JSON.treeToValue(later, topic.recordType());
    later.put("addedLater", "x");
    assertEquals(today, JSON.treeToValue(later, topic.recordType()));
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void shouldNameTheMissingField(Topic topic) throws IOException {
    ObjectNode without = golden(topic).deepCopy();
    without.remove("tenant");
    var error =
        assertThrows(IOException.class, () -> JSON.treeToValue(without, topic.recordType()));
    assertTrue(error.getMessage().contains("tenant: is required"), error.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void shouldBeDescribedByTheAsyncApiDocument(Topic topic) throws IOException {
    JsonNode document;
    try (InputStream in = Topic.class.getResourceAsStream("/asyncapi.yaml")) {
      document = new YAMLMapper().readTree(in);
    }
    JsonNode channel = document.at("/channels").get(topic.name().toLowerCase().replace('_', '-'));
    assertNotNull(channel, "no channel for " + topic);
    assertEquals(topic.topicName(), channel.at("/address").asText());
    String message = channel.at("/messages/event/$ref").asText();
    JsonNode described = document.at(message.substring(1));
    assertEquals(topic.type(), described.at("/x-type").asText());
    JsonNode schema = document.at(described.at("/payload/$ref").asText().substring(1));
    golden(topic)
        .fieldNames()
        .forEachRemaining(
            field -> assertTrue(schema.at("/properties").has(field), topic + " lacks " + field));
  }

  @Test
  void shouldNumberTheTypes() {
    for (Topic topic : Topic.values()) {
      assertTrue(topic.type().endsWith(".v1"), topic.type());
    }
  }

  private static JsonNode golden(Topic topic) throws IOException {
    String name =
        switch (topic) {
          case ALERTS -> "alert";
          case TELEMETRY -> "measurement";
          case HEARTBEATS -> "heartbeat";
          case REMEDIATION_REQUESTS -> "remediation-request";
          case REMEDIATION_OUTCOMES -> "remediation-outcome";
        };
    try (InputStream in = GoldenJsonTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      return JSON.readTree(in);
    }
  }
}
