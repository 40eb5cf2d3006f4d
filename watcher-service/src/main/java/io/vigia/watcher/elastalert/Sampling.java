package io.vigia.watcher.elastalert;

/** How metrics divide their window, as two types of rules say it. */
final class Sampling {

  private Sampling() {}

  static void carry(Rule rule, Draft draft) {
    rule.span("bucket_interval")
        .ifPresent(
            interval -> {
              draft.set("window", "bucket_interval", interval);
              draft.changed(
                  "bucket_interval",
                  "each run judges the newest such interval only; it is the window",
                  "run at least that often (every)");
            });
    rule.value("sync_bucket_interval")
        .ifPresent(any -> draft.note("sync_bucket_interval", "windows end when a run is due"));
    rule.value("allow_buffer_time_overlap")
        .ifPresent(any -> draft.note("allow_buffer_time_overlap", "windows may always overlap"));
    if (rule.flag("use_run_every_query_size", false)) {
      draft.set("window", "use_run_every_query_size", Timing.every(rule));
    }
  }
}
