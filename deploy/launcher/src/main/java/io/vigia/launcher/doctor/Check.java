package io.vigia.launcher.doctor;

import io.vigia.launcher.suite.Suite;
import java.io.IOException;
import java.util.List;

/** One question about this machine. A new one is one new class and its line in the doctor. */
interface Check {

  /** What was found; several where the question has several parts. */
  List<Finding> look(Suite suite) throws IOException;
}
