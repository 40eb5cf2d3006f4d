package io.vigia.watcher.watch;

import static io.vigia.watcher.watch.WatchersApi.WATCHERS;
import static io.vigia.watcher.watch.WatchersApi.api;
import static io.vigia.watcher.watch.WatchersApi.definition;
import static io.vigia.watcher.watch.WatchersApi.get;
import static io.vigia.watcher.watch.WatchersApi.other;
import static io.vigia.watcher.watch.WatchersApi.yaml;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Watchers from the watched folder, on a real database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DefinitionsTestResource.class, restrictToAnnotatedClass = true)
class FolderTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @Inject DefinitionsConfig config;

  @Test
  void shouldFollowTheFolder() throws IOException {
    Path folder = config.definitionsDir().orElseThrow();
    Path file = folder.resolve("shop.yml");
    Files.writeString(file, definition("from-file", 1) + "---\n" + definition("second", 1));
    Files.writeString(
        folder.resolve("theirs.json"),
        "{\"tenant\":\"other\",\"name\":\"foreign\",\"template\":\"count_threshold\","
            + "\"index\":\"i\",\"parameters\":{\"above\":1}}");
    await().atMost(SOON).untilAsserted(() -> get("/second").statusCode(200));
    get("/from-file").body("origin", equalTo("folder:shop.yml"));
    var refused = yaml(definition("from-file", 9)).put(WATCHERS + "/from-file").then();
    refused.statusCode(409).body("detail", containsString("shop.yml"));
    api().delete(WATCHERS + "/from-file").then().statusCode(409);

    Files.writeString(file, definition("from-file", 2) + "evry: 1m\n");
    String shop = "files.find { it.file == 'shop.yml' }";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                get("/folder")
                    .body(shop + ".complaint.field", equalTo("evry"))
                    .body(shop + ".complaint.line", equalTo(8))
                    .body(shop + ".definitions", contains("from-file", "second"))
                    .body("files.file", not(hasItem("theirs.json"))));
    other().get(WATCHERS + "/folder").then().body("files.definitions[0]", contains("foreign"));
    get("/from-file").body("definition.parameters.above", equalTo(1));

    Files.writeString(file, definition("from-file", 2));
    await().atMost(SOON).untilAsserted(() -> get("/second").statusCode(404));
    get("/from-file").body("definition.parameters.above", equalTo(2)).body("version", equalTo(2));
    get("/second/versions")
        .body("[0].deleted", equalTo(true))
        .body("[0].author", equalTo("folder"));

    Files.delete(file);
    await().atMost(SOON).untilAsserted(() -> get("/from-file").statusCode(404));
  }
}
