package io.vigia.watcher.watch;

import static java.util.stream.Collectors.joining;

import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.Change.Action;
import io.vigia.watcher.watch.Change.Wanted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a set of definitions would change, before anything is changed. */
record DefinitionPlan(List<Change> changes) {

  DefinitionPlan {
    changes = List.copyOf(changes);
  }

  /**
   * @param present all that the plan may touch: those of the wanted names, or all that may go
   * @param prune whether those present go that are not wanted
   * @param today what was kept of a definition, in the form in which it would be kept now
   * @throws Refusal when one of them belongs to a file, or to the API when a file wants it
   */
  static DefinitionPlan of(
      Collection<Present> present,
      Collection<Wanted> wanted,
      boolean prune,
      UnaryOperator<String> today) {
    Map<String, Present> rest = new HashMap<>();
    present.forEach(p -> rest.put(p.name(), p));
    var changes = new ArrayList<Change>();
    for (Wanted one : wanted) {
      Present there = rest.remove(one.name());
      changes.add(there == null ? create(one) : change(there, one, today));
    }
    if (prune) {
      rest.values().stream()
          .filter(p -> p.origin().file().isEmpty())
          .map(DefinitionPlan::delete)
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .forEach(changes::add);
    }
    return new DefinitionPlan(changes);
  }

  /**
   * All of them are new.
   *
   * @throws Refusal naming those that are there
   */
  static DefinitionPlan additions(Collection<Present> present, Collection<Wanted> wanted) {
    if (!present.isEmpty()) {
      String names =
          present.stream().map(p -> "'" + p.name() + "'").sorted().limit(10).collect(joining(", "));
      throw Refusal.conflict(
          "there already: " + names + "; PUT changes one, plan and apply change many");
    }
    return new DefinitionPlan(wanted.stream().map(DefinitionPlan::create).toList());
  }

  /**
   * One is changed.
   *
   * @param expected the version that the caller has seen; null when that does not matter
   * @throws Refusal when it is not there, or in another version
   */
  static DefinitionPlan replacement(
      Collection<Present> present,
      Wanted wanted,
      @Nullable Integer expected,
      UnaryOperator<String> today) {
    Present there = only(present, wanted.name(), expected);
    mayChange(there, wanted.origin());
    return new DefinitionPlan(List.of(change(there, wanted, today)));
  }

  /** One goes; refused as a replacement is. */
  static DefinitionPlan removal(
      Collection<Present> present, String name, @Nullable Integer expected) {
    Present there = only(present, name, expected);
    mayChange(there, Origin.API);
    return new DefinitionPlan(List.of(delete(there)));
  }

  private static Present only(
      Collection<Present> present, String name, @Nullable Integer expected) {
    Present there =
        present.stream().findFirst().orElseThrow(() -> Refusal.notFound("watcher", name));
    if (expected != null && expected != there.version()) {
      throw Refusal.conflict(
          "version %d was expected, and version %d is there: look at it again"
              .formatted(expected, there.version()));
    }
    return there;
  }

  static Change create(Wanted wanted) {
    return new Change(Action.CREATE, wanted.name(), null, wanted);
  }

  static Change delete(Present present) {
    return new Change(Action.DELETE, present.name(), present, null);
  }

  static Change change(Present there, Wanted wanted, UnaryOperator<String> today) {
    boolean fromFile = wanted.origin().file().isPresent();
    boolean same =
        wanted.text().equals(there.text()) || wanted.text().equals(today.apply(there.text()));
    if (same && (!fromFile || there.origin().equals(wanted.origin()))) {
      return new Change(Action.NONE, there.name(), there, wanted);
    }
    mayChange(there, wanted.origin());
    return new Change(Action.CHANGE, there.name(), there, wanted);
  }

  /** What stands in a file is changed there, and a file takes nothing from people. */
  static void mayChange(Present there, Origin by) {
    boolean fromFile = by.file().isPresent();
    if (fromFile && there.origin().file().isEmpty()) {
      throw Refusal.conflict(
          "watcher '%s' is there already, and from no file (%s): delete it, or take it out of this"
                  .formatted(there.name(), there.origin().text())
              + " file");
    }
    if (!fromFile && there.origin().file().isPresent()) {
      throw Refusal.conflict(
          "watcher '%s' stands in the file %s of the watched folder: change it there"
              .formatted(there.name(), there.origin().file().get()));
    }
  }

  /** The same for the same changes of the same versions only. */
  String hash() {
    MessageDigest digest = sha256();
    for (Change change : changes) {
      add(digest, change.action().word());
      add(digest, change.name());
      add(digest, change.present() == null ? "" : "" + change.present().version());
      add(digest, change.present() == null ? "" : change.present().id().toString());
      add(digest, change.wanted() == null ? "" : change.wanted().text());
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  List<Change> of(Action action) {
    return changes.stream().filter(c -> c.action() == action).toList();
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) ':');
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
