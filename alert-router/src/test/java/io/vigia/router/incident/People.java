package io.vigia.router.incident;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vigia.contracts.Labels;
import io.vigia.router.PeopleTestResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One service's alerts, as a test posts them and as the receivers hear of them. */
final class People {

  final String service = "svc-" + UUID.randomUUID();

  static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }

  String fire(Instant startsAt, Map<String, String> labels) {
    return post(startsAt, null, labels);
  }

  String end(Instant startsAt, Map<String, String> labels) {
    return post(startsAt, Instant.now(), labels);
  }

  /** It fires until then, if its source does not say otherwise. */
  String vouch(Instant startsAt, Instant until, Map<String, String> labels) {
    return post(startsAt, until, labels);
  }

  private String post(Instant startsAt, Instant endsAt, Map<String, String> more) {
    var alert =
        new JsonObject()
            .put("labels", new JsonObject(new TreeMap<String, Object>(labels(more))))
            .put("annotations", new JsonObject().put("samples", "what was found"))
            .put("generatorURL", "http://127.0.0.1/chart")
            .put("startsAt", startsAt.toString());
    if (endsAt != null) {
      alert.put("endsAt", endsAt.toString());
    }
    api().body("[" + alert.encode() + "]").post("/api/v2/alerts").then().statusCode(200);
    return Labels.of(labels(more)).fingerprint();
  }

  Map<String, String> labels(Map<String, String> more) {
    var labels = new TreeMap<>(Map.of("alertname", "Test", "service", service));
    labels.putAll(more);
    return labels;
  }

  /** The status of each notification about the service that the receiver got. */
  List<String> told(String receiver) {
    return PeopleTestResource.receiver(receiver).messages().stream()
        .filter(message -> message.body().contains(service))
        .map(message -> new JsonObject(message.body()).getString("status"))
        .toList();
  }
}
