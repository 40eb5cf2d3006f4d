package io.vigia.watcher.watch;

import static io.vigia.watcher.watch.Readings.TEXT;
import static io.vigia.watcher.watch.Readings.present;
import static io.vigia.watcher.watch.Readings.problem;
import static io.vigia.watcher.watch.Readings.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.watcher.watch.Change.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionPlanTest {

  private static final Origin FILE = Origin.file("shop.yml");

  @Test
  void shouldCreateChangeAndLeaveAlone() {
    var plan =
        plan(
            List.of(present("b", 1, 3, Origin.API), present("c", 1, 1, Origin.BUILT_IN)),
            List.of(
                wanted("a", 1, Origin.API), wanted("b", 2, Origin.API), wanted("c", 1, Origin.API)),
            false);
    assertEquals(List.of("a create", "b change", "c none"), told(plan));
    var steps = PlanView.of(plan, TEXT).changes();
    assertEquals("parameters.above", steps.get(1).diff().get(0).field());
    assertEquals("1", String.valueOf(steps.get(1).diff().get(0).was()));
    assertEquals("2", String.valueOf(steps.get(1).diff().get(0).becomes()));
    assertEquals(1, steps.get(1).diff().size());
    assertEquals(
        List.of("name", "template", "index", "parameters"),
        steps.get(0).diff().stream().map(Difference::field).toList());
    assertEquals(List.of(), steps.get(2).diff());
  }

  @Test
  void shouldPruneOnlyWhenAskedAndNeverWhatStandsInAFile() {
    var there =
        List.of(
            present("z", 1, 1, Origin.API),
            present("y", 1, 1, Origin.BUILT_IN),
            present("f", 1, 1, FILE));
    var wanted = List.of(wanted("a", 1, Origin.API));
    assertEquals(List.of("a create"), told(plan(there, wanted, false)));
    assertEquals(List.of("a create", "y delete", "z delete"), told(plan(there, wanted, true)));
  }

  @Test
  void shouldHaveTheHashOfWhatItChangesAndFromWhere() {
    var wanted = List.of(wanted("a", 2, Origin.API));
    String hash = plan(List.of(present("a", 1, 1, Origin.API)), wanted, false).hash();
    assertEquals(hash, plan(List.of(present("a", 1, 1, Origin.API)), wanted, true).hash());
    assertNotEquals(hash, plan(List.of(present("a", 1, 2, Origin.API)), wanted, false).hash());
    assertNotEquals(hash, plan(List.of(), wanted, false).hash());
    assertNotEquals(
        hash,
        plan(List.of(present("a", 1, 1, Origin.API)), List.of(wanted("a", 3, Origin.API)), false)
            .hash());
  }

  @Test
  void shouldSeeThroughTheFormOfAnOlderRelease() {
    var old =
        new Present(
            present("a", 1, 1, Origin.API).id(),
            "a",
            1,
            "{\"template\":\"t\",\"name\":\"a\",\"index\":\"i\",\"parameters\":{\"above\":1}}",
            Origin.API);
    assertEquals(
        List.of("a none"), told(plan(List.of(old), List.of(wanted("a", 1, Origin.API)), false)));
  }

  @Test
  void shouldLeaveAFilesWatchersToTheFile() {
    var there = List.of(present("a", 1, 1, FILE));
    var refused = problem(() -> plan(there, List.of(wanted("a", 2, Origin.API)), false));
    assertEquals(409, refused.status());
    assertTrue(refused.detail().contains("shop.yml"), refused.detail());
    assertEquals(409, problem(() -> DefinitionPlan.removal(there, "a", null)).status());
    assertEquals(List.of("a none"), told(plan(there, List.of(wanted("a", 1, Origin.API)), false)));
  }

  @Test
  void shouldTellBothVersionsOfAConflict() {
    var there = List.of(present("a", 1, 5, Origin.API));
    Wanted wanted = wanted("a", 2, Origin.API);
    var refused = problem(() -> DefinitionPlan.replacement(there, wanted, 3, TEXT::today)).detail();
    assertEquals("version 3 was expected, and version 5 is there: look at it again", refused);
    assertEquals(
        List.of("a change"), told(DefinitionPlan.replacement(there, wanted, 5, TEXT::today)));
    assertEquals(
        404,
        problem(() -> DefinitionPlan.replacement(List.of(), wanted, null, TEXT::today)).status());
    assertEquals(
        "there already: 'a'; PUT changes one, plan and apply change many",
        problem(() -> DefinitionPlan.additions(there, List.of(wanted))).detail());
  }

  private static DefinitionPlan plan(List<Present> there, List<Wanted> wanted, boolean prune) {
    return DefinitionPlan.of(there, wanted, prune, TEXT::today);
  }

  private static List<String> told(DefinitionPlan plan) {
    return plan.changes().stream().map(c -> c.name() + " " + c.action().word()).toList();
  }
}
