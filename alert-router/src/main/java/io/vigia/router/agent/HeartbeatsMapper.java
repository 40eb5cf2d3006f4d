package io.vigia.router.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.contracts.Heartbeat;
import io.vigia.kit.problem.JsonFault;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.agent.PostedHeartbeat.Defaults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what is posted as heartbeats: one or a list, each a {@link Heartbeat} or a {@link
 * PostedHeartbeat}.
 */
@ApplicationScoped
class HeartbeatsMapper {

  static final int MOST = 1000;

  /**
   * @param refused those that cannot be read, each with its place
   */
  record Read(List<Heartbeat> heartbeats, List<Problem> refused) {}

  private final ObjectMapper json;

  HeartbeatsMapper(ObjectMapper json) {
    this.json = json;
  }

  /** A heartbeat that is wrong keeps none of the others from being heard. */
  Read read(JsonNode posted, Defaults defaults) {
    if (!posted.isArray()) {
      return new Read(List.of(one("", posted, defaults)), List.of());
    }
    if (posted.size() > MOST) {
      throw Refusal.of(
          Problem.of(
              413,
              "too-many",
              "Too many heartbeats in one request",
              "At most " + MOST + " are taken; send smaller batches."),
          "body");
    }
    var read = new ArrayList<Heartbeat>();
    var refused = new ArrayList<Problem>();
    for (int i = 0; i < posted.size(); i++) {
      try {
        read.add(one("[" + i + "].", posted.get(i), defaults));
      } catch (Refusal e) {
        refused.add(e.problem());
      }
    }
    if (read.isEmpty() && !refused.isEmpty()) {
      throw Refusal.of(refused.get(0));
    }
    return new Read(read, refused);
  }

  private Heartbeat one(String path, JsonNode posted, Defaults defaults) {
    if (!(posted instanceof ObjectNode fields)) {
      throw Refusal.invalid(place(path, ""), "a heartbeat is expected");
    }
    try {
      if (fields.path("services").isObject()) {
        return json.treeToValue(fields, PostedHeartbeat.class).heartbeat(path, defaults);
      }
      String tenant = fields.path("tenant").asText(defaults.tenant());
      if (!tenant.equals(defaults.tenant())) {
        throw Refusal.invalid(path + "tenant", "the key belongs to another tenant");
      }
      fields.put("tenant", tenant);
      if (fields.path("agent").isMissingNode()) {
        fields.put("agent", defaults.agent());
      }
      return json.treeToValue(fields, Heartbeat.class);
    } catch (JsonProcessingException e) {
      Problem fault = JsonFault.explain(e);
      throw Refusal.invalid(
          place(path, fault.field() == null ? "" : fault.field()), fault.detail());
    } catch (IllegalArgumentException e) {
      String[] said = String.valueOf(e.getMessage()).split(": ", 2);
      throw Refusal.invalid(place(path, said.length == 2 ? said[0] : ""), said[said.length - 1]);
    }
  }

  private static String place(String path, String field) {
    String whole = path + field;
    if (whole.isEmpty()) {
      return "body";
    }
    return whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole;
  }
}
