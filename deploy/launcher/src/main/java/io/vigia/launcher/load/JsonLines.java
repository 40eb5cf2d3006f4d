package io.vigia.launcher.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One JSON object in each line, loaded as it is. */
final class JsonLines implements LineFormat {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Override
  public String name() {
    return "NDJSON";
  }

  @Override
  public ObjectNode document(String line) throws BadLine {
    try {
      if (JSON.readTree(line) instanceof ObjectNode object) {
        return object;
      }
      throw new BadLine("not a JSON object");
    } catch (JsonProcessingException e) {
      throw new BadLine(e.getOriginalMessage());
    }
  }

  @Override
  public String mapping() {
    return "{\"properties\":{\"@timestamp\":{\"type\":\"date\"}}}";
  }
}
