package io.vigia.launcher.doctor;

import io.vigia.launcher.suite.Suite;
import java.util.List;

final class BuildCheck implements Check {

  @Override
  public List<Finding> look(Suite suite) {
    List<String> missing = suite.installation().notBuilt();
    return List.of(
        missing.isEmpty()
            ? Finding.good("platform and services are built")
            : Finding.bad(
                "not built: " + String.join(", ", missing),
                "run ./vigia up, which builds what is missing"));
  }
}
