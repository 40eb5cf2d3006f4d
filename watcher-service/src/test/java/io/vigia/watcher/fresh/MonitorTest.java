package io.vigia.watcher.fresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.Durations;
import io.vigia.watcher.watch.Definition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .registerModule(new JavaTimeModule())
          .registerModule(
              new SimpleModule()
                  .addDeserializer(
                      Duration.class,
                      new StdScalarDeserializer<Duration>(Duration.class) {
                        @Override
                        public Duration deserialize(JsonParser parser, DeserializationContext c)
                            throws IOException {
                          String text = parser.getText();
                          return text.startsWith("P")
                              ? Duration.parse(text)
                              : Durations.parse(text);
                        }
                      }));

  private static final MonitorMapper MAPPER = new MonitorMapper(JSON);

  @Test
  void shouldHaveTheDefaultsOfR4() throws Exception {
    Definition d = definition(form("{\"service_type\":\"gps\",\"index\":\"gps-*\"}"));
    assertEquals(Duration.ofMinutes(5), d.every());
    assertEquals("5m", d.parameters().path("max_age").asText());
    assertEquals("freshness", d.template());
    assertEquals(Duration.ofSeconds(30), d.timeout());
    assertEquals(3, d.retries());
    assertEquals(Duration.ofSeconds(5), d.retryDelay());
    assertEquals(1, d.forRuns());
    assertNull(d.realert());
    assertEquals(new Remediation("restart-service", "gps"), d.remediation());
    assertEquals(List.of(), d.destinations());
    assertEquals(Map.of("service_type", "gps"), d.labels());
  }

  @Test
  void shouldSpeakToWebhooksAsR4Did() throws Exception {
    Definition d =
        definition(
            form(
                """
                {"service_type":"gps","elastic_doc_name":"unit-7","namespace":"acme",
                 "restart_enabled":false,"alert_enabled":true,
                 "alert_webhook_url":"http://hooks.test/x"}"""));
    var webhook = d.destinations().get(0);
    assertEquals("webhook", webhook.type());
    assertEquals("http://hooks.test/x", webhook.url());
    assertEquals(
        JSON.readTree(
            """
            {"text":"[{{status}}] {{labels.service_type}}, document {{labels.elastic_doc_name}},\
             namespace {{labels.namespace}}: {{summary}}","timestamp":"{{at}}"}"""),
        webhook.payload());
    assertNull(d.remediation());
    assertEquals("unit-7", d.index());
  }

  @Test
  void shouldComeBackAsItWasWritten() throws Exception {
    MonitorForm form =
        form(
            """
            {"service_type":"gps","check_interval_minutes":1.5,"data_threshold_minutes":10,
             "restart_enabled":true,"alert_enabled":true,"alert_webhook_url":"http://hooks.test/x",
             "request_timeout_seconds":20,"retry_attempts":2,"retry_delay_seconds":0.5,
             "min_failure_count":3,"alert_interval_minutes":30,"cluster":"default","index":"gps-*",
             "timestamp":"time","elastic_doc_name":"unit-7","document_field":"doc",
             "query":"speed:>0","namespace":"acme","runbook":"rollout","target":"acme/listener",
             "severity":"critical","enabled":false}""");
    assertEquals(
        JSON.valueToTree(form), JSON.valueToTree(Monitor.of(definition(form), Kept.NOTHING)));
  }

  @Test
  void shouldRememberWhatASwitchHides() throws Exception {
    MonitorForm off =
        form(
            """
            {"service_type":"gps","index":"gps","restart_enabled":false,"target":"acme/listener",
             "alert_webhook_url":"http://hooks.test/x"}""");
    Kept kept = Monitor.kept(off, Kept.NOTHING);
    MonitorForm seen = Monitor.of(definition(off), kept);
    assertEquals("http://hooks.test/x", seen.alertWebhookUrl());
    assertFalse(seen.alertEnabled());
    assertEquals("acme/listener", seen.target());

    MonitorForm on = form("{\"service_type\":\"gps\",\"index\":\"gps\",\"alert_enabled\":true}");
    Definition d = MAPPER.definition(null, "gps", on, kept);
    assertEquals("http://hooks.test/x", d.destinations().get(0).url());
    assertEquals(new Remediation("restart-service", "acme/listener"), d.remediation());
  }

  @Test
  void shouldLeaveWhatAMonitorDoesNotKnow() throws Exception {
    ObjectNode base =
        (ObjectNode)
            JSON.readTree(
                """
                {"name":"gps","template":"freshness","index":"gps-*","filter":"a:b","delay":"10s",
                 "labels":{"team":"x"},"parameters":{"max_age":"1m","lookback":"1h"},
                 "destinations":[{"type":"elasticsearch","index":"alerts"}]}""");
    MonitorForm form =
        form(
            "{\"service_type\":\"gps\",\"alert_enabled\":true,\"alert_webhook_url\":\"http://h.t/\"}");
    ObjectNode once = MonitorDefinition.over(base, "gps", form, Kept.NOTHING);
    Definition d = MAPPER.definition(MonitorDefinition.over(once, "gps", form, Kept.NOTHING));
    assertEquals("gps-*", d.index());
    assertEquals("a:b", d.filter() == null ? null : d.filter().asText());
    assertEquals("1h", d.parameters().path("lookback").asText());
    assertEquals("x", d.labels().get("team"));
    assertEquals(2, d.destinations().size(), "the webhook is there once");
  }

  @Test
  void shouldNameTheFieldAtFault() throws Exception {
    refused("index", "{\"service_type\":\"gps\"}");
    refused("alert_webhook_url", "{\"service_type\":\"g\",\"index\":\"i\",\"alert_enabled\":true}");
    refused(
        "document_field", "{\"service_type\":\"g\",\"index\":\"i\",\"elastic_doc_name\":\"x\"}");
    refused(
        "index", "{\"service_type\":\"g\",\"elastic_doc_name\":\"x\",\"document_field\":\"f\"}");
    refused("retries", "{\"service_type\":\"g\",\"index\":\"i\",\"retry_attempts\":99}");
    var fault =
        assertThrows(ValueInstantiationException.class, () -> form("{\"service_type\":\"{{x}}\"}"));
    assertTrue(String.valueOf(fault.getMessage()).contains("service_type: "));
  }

  @Test
  void shouldTakeAnExportOfR4() throws Exception {
    R4Export export =
        JSON.readValue(
            """
            {"monitor_config":[{"id":4,"service_type":"queclink","check_interval_minutes":5,
               "data_threshold_minutes":7,"restart_enabled":1,"alert_enabled":0,
               "alert_webhook_url":"","request_timeout_seconds":30,"retry_attempts":3,
               "retry_delay_seconds":5,"last_check":"2025-11-07 12:00:00","last_success":null,
               "last_failure":null,"failure_count":2,"whatsapp_alerts_enabled":1,
               "last_whatsapp_alert":null,"created_at":"2025-01-01 00:00:00",
               "updated_at":"2025-01-01 00:00:00"}],
             "whatsapp_config":[{"id":1,"alert_interval_minutes":45,"min_failure_count":2}],
             "whatsapp_phones":[{"phone_number":"1"},{"phone_number":"2"}],
             "index":"gps-{service_type}"}""",
            R4Export.class);
    MonitorForm row = export.monitorConfig().get(0);
    Definition d = definition(export.completed(row));
    assertEquals("gps-queclink", d.index());
    assertEquals(2, d.forRuns());
    assertEquals(Duration.ofMinutes(45), d.realert() == null ? null : d.realert().every());
    assertEquals(2, export.notes(row).size());
    assertTrue(export.notes(row).get(0).startsWith("whatsapp_alerts_enabled: has no effect"));
  }

  private static void refused(String field, String text) throws Exception {
    MonitorForm form = form(text);
    var refusal = assertThrows(Refusal.class, () -> definition(form));
    assertEquals(field, refusal.problem().field());
  }

  private static MonitorForm form(String text) throws JsonProcessingException {
    return JSON.readValue(text, MonitorForm.class);
  }

  private static Definition definition(MonitorForm form) {
    return MAPPER.definition(null, R4Export.name(form), form, Kept.NOTHING);
  }
}
