package io.vigia.watcher.discover;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The queries of one kind of database for tables that have a column {@code elastic_doc_name}, and
 * what their rows mean. Pure.
 *
 * @param tables lists schema, table and column of every table with such a column, and of the other
 *     columns that count
 * @param quote an identifier
 * @param text the type that values are read as
 */
record TableScan(String tables, UnaryOperator<String> quote, String text) {

  static final String DOCUMENT = "elastic_doc_name";
  static final int MAX_TABLES = 100;
  static final int MAX_ROWS = 1000;

  /** Columns that are read where they are there, in this order behind the document's name. */
  static final List<String> OPTIONAL = List.of("service_type", "namespace", "deployment");

  private static final String COLUMNS =
      """
      select c.table_schema, c.table_name, c.column_name from information_schema.columns c
        join information_schema.tables t
          on t.table_schema = c.table_schema and t.table_name = c.table_name
       where t.table_type = 'BASE TABLE' and %s
         and lower(c.column_name) in ('elastic_doc_name', 'service_type', 'namespace', 'deployment')
         and exists (select 1 from information_schema.columns d
                      where d.table_schema = c.table_schema and d.table_name = c.table_name
                        and lower(d.column_name) = 'elastic_doc_name')
       order by 1, 2, 3 limit %d""";

  static final TableScan POSTGRESQL =
      new TableScan(
          COLUMNS.formatted("c.table_schema not in ('pg_catalog', 'information_schema')", limit()),
          name -> '"' + name.replace("\"", "\"\"") + '"',
          "text");

  static final TableScan MYSQL =
      new TableScan(
          COLUMNS.formatted("c.table_schema = database()", limit()),
          name -> '`' + name.replace("`", "``") + '`',
          "char");

  /** A table with the columns that count, as the database spells them. */
  record Table(String schema, String name, Set<String> columns) {
    Optional<String> column(String wanted) {
      return columns.stream().filter(c -> c.toLowerCase(Locale.ROOT).equals(wanted)).findFirst();
    }
  }

  /** The rows of a table, one more than are taken: the name and the optional columns, as texts. */
  String rows(Table table) {
    String document = quote.apply(table.column(DOCUMENT).orElseThrow());
    var sql = new StringBuilder("select distinct ").append(asText(document));
    for (String optional : OPTIONAL) {
      sql.append(", ")
          .append(table.column(optional).map(c -> asText(quote.apply(c))).orElse("null"));
    }
    return sql.append(" from ")
        .append(quote.apply(table.schema()))
        .append('.')
        .append(quote.apply(table.name()))
        .append(" where ")
        .append(document)
        .append(" is not null order by 1 limit ")
        .append(MAX_ROWS + 1)
        .toString();
  }

  /**
   * @param row the name and the optional columns; any of them may be absent
   * @return nothing when the row has no document
   */
  static Optional<Found> found(Table table, List<Optional<String>> row) {
    return row.get(0)
        .map(
            document -> {
              String service = row.get(1).orElse(table.name());
              return new Found(
                  service + "-" + document,
                  document.strip(),
                  null,
                  null,
                  row.get(2).orElse(null),
                  row.get(3)
                      .map(d -> row.get(2).map(n -> n + "/" + d).orElse(d))
                      .orElse(row.get(2).map(n -> n + "/" + service).orElse(service)),
                  null);
            });
  }

  private static int limit() {
    return (MAX_TABLES + 1) * (OPTIONAL.size() + 1);
  }

  private String asText(String column) {
    return "cast(" + column + " as " + text + ")";
  }
}
