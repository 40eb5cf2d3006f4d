package io.vigia.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The engines of a platform, used through the clients that anybody would use. */
record UsedEngines(Endpoints endpoints) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  void produce(String topic, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", endpoints.kafka());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", value)).get(30, TimeUnit.SECONDS);
    }
  }

  /** Through a consumer group, so that the internal topics are needed too. */
  List<String> consume(String topic, String group, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            endpoints.kafka(),
            "group.id",
            group,
            "auto.offset.reset",
            "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      Instant deadline = Instant.now().plusSeconds(30);
      while (values.size() < count && Instant.now().isBefore(deadline)) {
        consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
      }
    }
    return values;
  }

  void index(String index, String id, String document) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/%s/_doc/%s?refresh=true".formatted(endpoints.openSearch(), index, id)))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(document, UTF_8));
    String answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    if (!answer.contains("\"result\":\"created\"")) {
      throw new IOException(answer);
    }
  }

  String search(String index, String query) throws IOException, InterruptedException {
    URI address = URI.create("%s/%s/_search?q=%s".formatted(endpoints.openSearch(), index, query));
    return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String query(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  Connection connect(String database) throws SQLException {
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(endpoints.postgresHost(), endpoints.postgresPort(), database);
    return DriverManager.getConnection(url, endpoints.postgresUser(), endpoints.postgresPassword());
  }
}
