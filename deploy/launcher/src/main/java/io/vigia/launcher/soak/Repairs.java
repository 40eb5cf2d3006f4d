package io.vigia.launcher.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.launcher.soak.Batch.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Alertmanager's webhook payloads, version "4", each alert for a target of its own. */
final class Repairs implements Source {

  private static final int LARGEST_BATCH = 4;
  private static final String NO_END = "0001-01-01T00:00:00Z";

  private final Pace pace;
  private int made;
  private boolean over;

  Repairs(SplittableRandom random, double perSecond) {
    this.pace = new Pace(random, perSecond, LARGEST_BATCH);
  }

  @Override
  public synchronized Optional<Batch> next(Instant now) {
    int size = over ? 0 : pace.take(now);
    return size == 0 ? Optional.empty() : Optional.of(firing(size, now));
  }

  @Override
  public synchronized void noMore() {
    over = true;
  }

  @Override
  public synchronized boolean exhausted() {
    return over;
  }

  private Batch firing(int size, Instant now) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("version", "4").put("status", "firing").put("receiver", "soak");
    body.put("groupKey", "{}:{alertname=\"%s\"}".formatted(SoakFiles.REPAIR_ALERT));
    body.put("externalURL", "http://127.0.0.1").put("truncatedAlerts", 0);
    body.putObject("groupLabels").put("alertname", SoakFiles.REPAIR_ALERT);
    body.putObject("commonLabels").put("alertname", SoakFiles.REPAIR_ALERT);
    body.putObject("commonAnnotations");
    var alerts = body.putArray("alerts");
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String number = "r" + ++made;
      var alert = alerts.addObject().put("status", "firing");
      alert
          .putObject("labels")
          .put("alertname", SoakFiles.REPAIR_ALERT)
          .put("service", number)
          .put(SoakFiles.LABEL, number);
      alert.putObject("annotations");
      alert.put("startsAt", now.toString()).put("endsAt", NO_END).put("generatorURL", "");
      statements.add(new Statement(number, Records.REPAIR));
    }
    return new Batch(body.toString().getBytes(StandardCharsets.UTF_8), statements);
  }
}
