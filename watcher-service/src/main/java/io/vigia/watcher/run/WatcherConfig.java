package io.vigia.watcher.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How watchers are run. */
@ConfigMapping(prefix = "vigia.watcher.runs")
public interface WatcherConfig {

  /** Whether watchers run by themselves; without it only a cycle that is asked for runs. */
  @WithDefault("true")
  boolean enabled();

  /** Runs that are kept of each watcher; more where late documents need them. */
  @Min(2)
  @Max(100_000)
  @WithDefault("20")
  int kept();

  /** For how long changes are kept. */
  @WithDefault("30d")
  Duration changesKept();

  /** Watchers that a process has under way at the same time, in the fast lane. */
  @Min(1)
  @WithDefault("1000")
  int fast();

  /** The same in the slow lane. */
  @Min(1)
  @WithDefault("400")
  int slow();

  /** A search that takes longer makes its watchers slow, until one is fast again. */
  @WithDefault("5s")
  Duration slowAfter();

  /** A watcher whose timeout is longer says itself that it is slow. */
  @WithDefault("30s")
  Duration slowTimeout();

  /** Watchers that are merged into one search. */
  @Min(1)
  @Max(500)
  @WithDefault("100")
  int merged();

  /** The same of slow ones: fewer, since one holds up the others. */
  @Min(1)
  @WithDefault("8")
  int mergedSlow();

  /** A remembered key that was not seen for so long is forgotten. */
  @WithDefault("7d")
  Duration keysRemembered();
}
