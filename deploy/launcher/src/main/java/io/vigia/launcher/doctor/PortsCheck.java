package io.vigia.launcher.doctor;

import io.vigia.launcher.home.Engine;
import io.vigia.launcher.home.Listener;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.PortHolder;
import io.vigia.launcher.suite.Preconditions;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class PortsCheck implements Check {

  @Override
  public List<Finding> look(Suite suite) throws IOException {
    Ports ports;
    try {
      ports = suite.chosenPorts();
    } catch (Failure e) {
      return List.of(Finding.bad("the ports do not fit together", e.getMessage()));
    }
    List<Finding> findings = new ArrayList<>();
    for (Listener listener : Listener.all()) {
      findings.add(look(suite, listener, ports.of(listener)));
    }
    return findings;
  }

  private static Finding look(Suite suite, Listener listener, int port) throws IOException {
    String found = "port %d for %s (%s)".formatted(port, listener.title(), listener.variable());
    if (PortHolder.free(port)) {
      return Finding.good("%s is free", found);
    }
    return runs(suite, listener)
        ? Finding.good("%s: it runs there", found)
        : Finding.bad(found, Preconditions.taken(listener, port));
  }

  private static boolean runs(Suite suite, Listener listener) throws IOException {
    if (listener instanceof Engine) {
      return suite.platform().process().isPresent();
    }
    return listener instanceof Service service && suite.service(service).running().isPresent();
  }
}
