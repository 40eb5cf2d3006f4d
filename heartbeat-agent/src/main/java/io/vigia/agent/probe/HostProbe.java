package io.vigia.agent.probe;

import io.smallrye.mutiny.Uni;
import io.vigia.agent.target.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host:disk?below=95}, {@code host:memory?below=97}: percent used on this machine. */
@ApplicationScoped
class HostProbe implements Probe {

  private static final Pattern FORM = Pattern.compile("(disk|memory|cpu)\\?below=(\\d{1,3})");

  private final HostSource host;

  HostProbe(HostSource host) {
    this.host = host;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("host");
  }

  @Override
  public Uni<Finding> look(Target target, Duration timeout) {
    Matcher form = FORM.matcher(target.url().getSchemeSpecificPart());
    if (!form.matches()) {
      return Uni.createFrom()
          .item(Finding.unwell(Duration.ZERO, "not host:disk|memory|cpu?below=N"));
    }
    var now = host.now();
    double used =
        switch (form.group(1)) {
          case "disk" -> now.diskPercent();
          case "memory" -> now.memoryPercent();
          default -> now.cpuPercent();
        };
    return Uni.createFrom()
        .item(
            used < Integer.parseInt(form.group(2))
                ? Finding.well(Duration.ZERO)
                : Finding.unwell(Duration.ZERO, form.group(1) + " at " + used + " %"));
  }
}
