package io.vigia.watcher.watch;

import static io.vigia.watcher.watch.Readings.TEXT;
import static io.vigia.watcher.watch.Readings.present;
import static io.vigia.watcher.watch.Readings.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.watcher.watch.FolderFile.Complaint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderPlanTest {

  private static final Origin A = Origin.file("a.yml");
  private static final Origin B = Origin.file("b.yml");

  @Test
  void shouldBringFilesIntoForce() {
    assertEquals(
        List.of("x create", "y change", "z none"),
        told(
            plan(
                List.of(present("y", 1, 1, A), present("z", 1, 1, B)),
                Set.of(),
                file(A, "x", "y", 2),
                file(B, "z", 1))));
  }

  @Test
  void shouldKeepWhatABrokenFileSaidBefore() {
    var there = List.of(present("x", 1, 1, A), present("y", 1, 1, B));
    var broken = new FolderFile("a.yml", Map.of(), Complaint.of("no"));
    assertEquals(List.of("y change"), told(plan(there, Set.of(), broken, file(B, "y", 2))));
  }

  @Test
  void shouldRemoveWhatNoFileSaysAnyMore() {
    var there =
        List.of(present("x", 1, 1, A), present("y", 1, 1, B), present("own", 1, 1, Origin.API));
    assertEquals(
        List.of("z create", "y delete"), told(plan(there, Set.of("a.yml"), file(B, "z", 1))));
    assertEquals(List.of("x delete", "y delete"), told(plan(there, Set.of())));
  }

  @Test
  void shouldLetAWatcherMoveFromFileToFile() {
    assertEquals(
        List.of("x change"), told(plan(List.of(present("x", 1, 1, A)), Set.of(), file(B, "x", 1))));
  }

  @Test
  void shouldHoldAFileThatWantsWhatIsNotItsOwn() {
    var plan =
        plan(
            List.of(present("x", 1, 1, Origin.API), present("y", 1, 1, A)),
            Set.of(),
            file(A, "x", 2),
            file(B, "z", 1));
    assertEquals(List.of("z create"), told(plan), "and y stays");
    assertTrue(plan.held().getOrDefault("a.yml", Complaint.of("")).detail().contains("'x'"));
  }

  @Test
  void shouldHoldTheLaterOfTwoFilesWithOneName() {
    var plan = plan(List.of(), Set.of(), file(A, "x", 1), file(B, "x", 2));
    assertEquals(List.of("x create"), told(plan));
    assertEquals(Map.of("b.yml", Complaint.of("watcher 'x' stands in a.yml as well")), plan.held());
  }

  /** Names, and the limit of the last; that of the others is 1. */
  private static FolderFile file(Origin origin, Object... names) {
    int last = (Integer) names[names.length - 1];
    var wanted =
        Stream.iterate(0, i -> i < names.length - 1, i -> i + 1)
            .map(i -> wanted((String) names[i], i == names.length - 2 ? last : 1, origin))
            .toList();
    return new FolderFile(origin.file().orElseThrow(), Map.of("default", wanted), null);
  }

  private static FolderPlan plan(List<Present> there, Set<String> leaving, FolderFile... files) {
    return FolderPlan.of(there, "default", List.of(files), leaving, TEXT::today);
  }

  private static List<String> told(FolderPlan plan) {
    return plan.plan().changes().stream().map(c -> c.name() + " " + c.action().word()).toList();
  }
}
