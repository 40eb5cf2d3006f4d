package io.vigia.watcher.discover;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vigia.watcher.discover.TableScan.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries a {@link TableScan} out, over one connection that is closed then. */
final class TableScanClient {

  private final Pool pool;
  private final TableScan scan;

  /**
   * @param pool is closed at the end
   */
  TableScanClient(Pool pool, TableScan scan) {
    this.pool = pool;
    this.scan = scan;
  }

  Uni<Findings> look(Duration timeout) {
    var complaints = new ArrayList<String>();
    return query(scan.tables())
        .map(TableScanClient::tables)
        .map(tables -> bounded(tables, complaints))
        .onItem()
        .transformToMulti(tables -> Multi.createFrom().iterable(tables))
        .onItem()
        .transformToUniAndConcatenate(table -> rows(table, complaints))
        .collect()
        .asList()
        .map(all -> Findings.of(all.stream().flatMap(List::stream).toList(), complaints))
        .ifNoItem()
        .after(timeout)
        .fail()
        .eventually(() -> uni(pool.close()));
  }

  private Uni<List<Found>> rows(Table table, List<String> complaints) {
    return query(scan.rows(table))
        .map(
            rows -> {
              var found = new ArrayList<Found>();
              for (Row row : rows) {
                if (found.size() == TableScan.MAX_ROWS) {
                  complaints.add(
                      table.name() + " has more than " + TableScan.MAX_ROWS + " documents");
                  break;
                }
                TableScan.found(table, texts(row)).ifPresent(found::add);
              }
              return found;
            });
  }

  private static List<Table> bounded(List<Table> tables, List<String> complaints) {
    if (tables.isEmpty()) {
      complaints.add("no table that may be read has a column elastic_doc_name");
    }
    if (tables.size() <= TableScan.MAX_TABLES) {
      return tables;
    }
    complaints.add("more than " + TableScan.MAX_TABLES + " tables have elastic_doc_name");
    return tables.subList(0, TableScan.MAX_TABLES);
  }

  private static List<Table> tables(RowSet<Row> rows) {
    Map<List<String>, Set<String>> columns = new LinkedHashMap<>();
    for (Row row : rows) {
      columns
          .computeIfAbsent(List.of(row.getString(0), row.getString(1)), t -> new LinkedHashSet<>())
          .add(row.getString(2));
    }
    return columns.entrySet().stream()
        .map(e -> new Table(e.getKey().get(0), e.getKey().get(1), e.getValue()))
        .toList();
  }

  private static List<Optional<String>> texts(Row row) {
    var texts = new ArrayList<Optional<String>>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(
          Optional.ofNullable(row.getValue(i)).map(String::valueOf).filter(t -> !t.isBlank()));
    }
    return texts;
  }

  private Uni<RowSet<Row>> query(String sql) {
    return uni(pool.query(sql).execute());
  }

  private static <T> Uni<T> uni(Future<T> future) {
    return Uni.createFrom().completionStage(future.toCompletionStage());
  }
}
