package io.vigia.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/limits.md names every table with its retention and every limit that can be set. */
class LimitsPageTest {

  private static final Path ROOT = Path.of(System.getProperty("vigia.root"));
  private static final Pattern CREATED =
      Pattern.compile("create table (?:if not exists )?([a-z_]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DROPPED =
      Pattern.compile("drop table (?:if exists )?([a-z_]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern KEY = Pattern.compile("vigia\\.limits\\.([a-z-]+)");
  private static final Pattern METHOD = Pattern.compile("(?m)^ {2}int (\\w+)\\(\\);");

  @Test
  void shouldNameEveryTableWithARetention() {
    Set<String> tables = tables(sources(ROOT, ".sql", "/src/main/resources/db/"));
    assertTrue(tables.containsAll(Set.of("alert", "outbox", "execution", "series")), "" + tables);
    assertEquals(Set.of(), without(tables, retentions(page())), "no retention in docs/limits.md");
  }

  @Test
  void shouldNameEveryKeyAndNoOther() {
    Set<String> named = matches(KEY, page());
    assertEquals(keys(config()), named);
    assertFalse(named.isEmpty());
  }

  @Test
  void shouldFindWhatIsMissing() {
    var planted = tables(List.of("create table forgotten (id int);\nCREATE TABLE kept (id int);"));
    var page = "| `kept`, `other` | – | | | 7 d |\n| `forgotten` | by quota | | | |\n";
    assertEquals(Set.of("forgotten"), without(planted, retentions(page)));
    assertEquals(Set.of("open-executions"), keys("  int openExecutions();\n"));
  }

  private static Set<String> tables(List<String> migrations) {
    String all = String.join("\n", migrations);
    return without(matches(CREATED, all), matches(DROPPED, all));
  }

  /** Names in the first cell of rows whose last cell says something. */
  private static Set<String> retentions(String page) {
    return page.lines()
        .filter(line -> line.startsWith("|"))
        .map(line -> line.split("\\|", -1))
        .filter(cells -> cells.length == 7 && !cells[5].isBlank())
        .flatMap(cells -> matches(Pattern.compile("`([a-z_]+)`"), cells[1]).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> keys(String config) {
    return matches(METHOD, config).stream()
        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toSet());
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> sources(Path root, String suffix, String within) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(suffix) && f.toString().contains(within))
          .filter(f -> !f.toString().contains("/target/"))
          .map(LimitsPageTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page() {
    return read(ROOT.resolve("docs/limits.md"));
  }

  private static String config() {
    return read(
        ROOT.resolve("commons/service-kit/src/main/java/io/vigia/kit/limit/LimitsConfig.java"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
