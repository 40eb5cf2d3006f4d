package io.vigia.launcher.soak;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.home.StarterFiles;
import java.io.IOException;

/** The configuration that a soak's home begins with. */
final class SoakFiles {

  /** The label that a soak's own alerts have, and those of the suite do not. */
  static final String LABEL = "soak";

  static final String REPAIR_ALERT = "SoakRepair";

  private SoakFiles() {}

  /** Each alert of the soak is a group of its own; the suite's own alerts go their usual way. */
  static void write(Installation installation, Receiver receiver) throws IOException {
    PrivateFile.write(
        installation.config().resolve("alertmanager.yml"),
        """
        route:
          receiver: vigia
          group_by: [alertname, service]
          group_wait: 0s
          group_interval: 10s
          repeat_interval: 4h
          routes:
            - receiver: soak
              matchers: ['%s=~".+"']
              group_by: [alertname, %s]
              group_interval: 5s
              repeat_interval: 2d
        receivers:
          - name: vigia
          - name: soak
            webhook_configs:
              - url: '%s'
                send_resolved: true
        """
            .formatted(LABEL, LABEL, receiver.hook()));
    PrivateFile.write(
        installation.config().resolve("runbooks").resolve("soak.yml"),
        """
        name: soak
        description: Tells the soak that it was run.
        matchers: ['alertname="%s"']
        target: service
        steps:
          - http-call: {url: '%s'}
        """
            .formatted(REPAIR_ALERT, receiver.act()));
    StarterFiles.ensure(installation);
  }
}
