package io.vigia.e2e.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Plain HTTP, and a sender that repeats until it is told that its message is stored. */
final class Http {

  /**
   * @param status 0 when nobody answered
   */
  record Answer(int status, String body) {}

  /** A sender waits so long before it repeats; no test waits for it. */
  private static final long BETWEEN_TRIES_MILLIS = 100;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Http() {}

  static Answer get(URI address) {
    return send(HttpRequest.newBuilder(address).GET());
  }

  static Answer post(URI address, String json) {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  static Answer put(URI address, String json) {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  static Answer delete(URI address) {
    return send(HttpRequest.newBuilder(address).DELETE());
  }

  /** As Prometheus and Alertmanager do: to one address after the other until one says 2xx. */
  static CompletableFuture<Void> untilTaken(List<URI> addresses, String json) {
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0;
              post(addresses.get(i % addresses.size()), json).status() / 100 != 2;
              i++) {
            pause();
          }
        });
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      var answer =
          CLIENT.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException away) {
      return new Answer(0, String.valueOf(away));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
