package io.vigia.benchmarks.alerts;

import java.io.IOException;

/** How long a look at all groups takes. */
final class GroupsLook {

  private GroupsLook() {}

  /**
   * @return milliseconds of each look until the whole answer was there
   */
  static double[] times(Target target, int looks, int groups) throws IOException {
    double[] times = new double[looks];
    try (var connection = new Connection(target)) {
      for (int i = 0; i < looks; i++) {
        long begun = System.nanoTime();
        Connection.Answer answer = connection.get("/api/v2/alerts/groups");
        times[i] = (System.nanoTime() - begun) / 1e6;
        if (answer.status() != 200 || answer.body().length < groups * 100) {
          throw new IOException(
              "%s answered %d with %d bytes for %d groups"
                  .formatted(target, answer.status(), answer.body().length, groups));
        }
      }
    }
    return times;
  }
}
