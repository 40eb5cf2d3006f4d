package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vigia.contracts.Alert;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A WhatsApp template message as MessageBird's Conversations API takes it.
 *
 * @param to a phone number with its country code
 * @param from the id of the channel
 * @see <a href="https://developers.messagebird.com/api/conversations/#send-message">MessageBird,
 *     Conversations API, send message</a>
 */
record HsmMessage(String to, String from, String type, Content content) {

  record Content(Hsm hsm) {}

  record Hsm(String namespace, String templateName, Language language, List<Param> params) {}

  /**
   * @param policy {@code deterministic}: this language or none
   */
  record Language(String policy, String code) {}

  /**
   * @param value {@code default} in JSON: what stands for every country
   */
  record Param(@JsonProperty("default") String value) {}

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** WhatsApp takes 1,024 characters in all. */
  private static final int MAX_PARAM = 200;

  static HsmMessage of(
      String to,
      String from,
      String namespace,
      String template,
      String language,
      List<Param> texts) {
    return new HsmMessage(
        to,
        from,
        "hsm",
        new Content(new Hsm(namespace, template, new Language("deterministic", language), texts)));
  }

  /** Service type and document, the client's namespace, what is wrong, and since when. */
  static List<Param> params(Alert alert, ZoneId zone) {
    var labels = alert.labels().values();
    String service =
        Stream.of(
                AgentAlert.first(labels, "service_type", "service", "alertname"),
                AgentAlert.first(labels, "elastic_doc_name", "index", "instance"))
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining(" / "));
    String namespace = AgentAlert.first(labels, "namespace");
    return Stream.of(
            service,
            namespace.isEmpty() ? alert.tenant() : namespace,
            AgentAlert.reason(alert),
            TIME.format(alert.startsAt().atZone(zone)))
        .map(HsmMessage::param)
        .toList();
  }

  /** WhatsApp refuses line breaks, tabs, runs of blanks, and empty texts. */
  private static Param param(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return new Param(
        line.isEmpty()
            ? "-"
            : line.length() <= MAX_PARAM ? line : line.substring(0, MAX_PARAM - 1) + "…");
  }
}
