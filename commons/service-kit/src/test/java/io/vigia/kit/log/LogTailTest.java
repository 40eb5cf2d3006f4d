package io.vigia.kit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.kit.log.LogTail.Line;
import io.vigia.kit.log.LogTail.Page;
import io.vigia.kit.log.LogTail.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path folder;
  private Path file;
  private LogTail tail;

  @BeforeEach
  void begin() {
    file = folder.resolve("a.json");
    tail = new LogTail(file, 2);
  }

  @Test
  void shouldGoOnWhereItLeftOff() throws IOException {
    write("one\ntwo\n");
    Page first = tail.read(Position.START);
    assertEquals(List.of("one", "two"), texts(first));
    assertEquals(List.of(), texts(tail.read(first.next())));
    write("three\n");
    assertEquals(List.of("three"), texts(tail.read(first.next())));
  }

  @Test
  void shouldWaitForTheEndOfALine() throws IOException {
    write("one\nhal");
    Page first = tail.read(Position.START);
    assertEquals(List.of("one"), texts(first));
    write("f\n");
    assertEquals(List.of("half"), texts(tail.read(first.next())));
  }

  @Test
  void shouldFinishARotatedFileBeforeTheNewOne() throws IOException {
    write("one\n");
    Position position = tail.read(Position.START).next();
    write("two\n");
    rotate();
    write("three\n");
    rotate();
    write("four\n");
    var seen = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      Page page = tail.read(position);
      seen.addAll(texts(page));
      position = page.next();
    }
    assertEquals(List.of("two", "three", "four"), seen);
  }

  @Test
  void shouldNameALineForGood() throws IOException {
    write("one\ntwo\n");
    List<Line> once = tail.read(Position.START).lines();
    rotate();
    assertEquals(once, tail.read(new Position(once.get(0).inode(), 0)).lines());
  }

  @Test
  void shouldHaveNothingToSayOfAFileThatIsNotThere() throws IOException {
    assertEquals(List.of(), texts(tail.read(Position.START)));
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate() throws IOException {
    if (Files.exists(folder.resolve("a.json.1"))) {
      Files.move(folder.resolve("a.json.1"), folder.resolve("a.json.2"));
    }
    Files.move(file, folder.resolve("a.json.1"));
  }

  private static List<String> texts(Page page) {
    return page.lines().stream().map(Line::text).toList();
  }
}
