package io.vigia.watcher.discover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real MariaDB, where one is installed. */
class MysqlSourceTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(30);

  private static MariaDb database;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    database =
        MariaDb.start(
            folder,
            "create table listeners (id int, elastic_doc_name varchar(40), namespace varchar(40))",
            "insert into listeners values (1,'unit-7','acme'), (2,'unit-8',null), (3,null,'x'),"
                + " (4,'','x'), (5,'unit-7','acme')",
            "create table `odd ``name` (Elastic_Doc_Name text, service_type varchar(9))",
            "insert into `odd ``name` values ('d1','meitrack')",
            "create table other (name text)",
            "create view seen as select * from listeners");
  }

  @AfterAll
  static void stop() throws Exception {
    if (database != null) {
      database.close();
    }
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void shouldFindDocumentsInTablesThatNameThem() {
    Findings findings =
        new MysqlSource(VERTX)
            .look(
                Sources.of(
                    Map.of(
                        "kind", "mysql",
                        "url", "mysql://127.0.0.1:" + database.port() + "/jono",
                        "username", "jono",
                        "password", "pw")))
            .await()
            .atMost(SOON);
    assertNull(findings.complaint());
    assertEquals(
        List.of("listeners-unit-7", "listeners-unit-8", "meitrack-d1"),
        findings.found().stream().map(Found::name).toList());
    Found first = findings.found().get(0);
    assertEquals("unit-7", first.document());
    assertEquals("acme", first.namespace());
    assertEquals("acme/listeners", first.target());
  }

  @Test
  void shouldSayWhenItMayNotLook() {
    var source =
        Sources.of(
            Map.of(
                "kind", "mysql",
                "url", "mysql://127.0.0.1:" + database.port() + "/jono",
                "username", "jono",
                "password", "wrong"));
    var look = new MysqlSource(VERTX).look(source);
    var fault = assertThrows(RuntimeException.class, () -> look.await().atMost(SOON));
    assertTrue(String.valueOf(fault.getMessage()).contains("Access denied"), fault.getMessage());
  }
}
