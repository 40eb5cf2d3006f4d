package io.vigia.watcher.template;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.NotifyClient;
import io.vigia.watcher.template.OwnTemplateStore.Stored;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Keeps own templates up to date in memory: at once when told of a change, else every 5 s. */
@ApplicationScoped
class TemplateSchedule {

  private static final Logger LOG = Logger.getLogger(TemplateSchedule.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration AT_START = Duration.ofSeconds(20);

  private final TemplateStore templates;
  private final OwnTemplateStore stored;
  private final TemplateFolderSource folder;
  private final NotifyClient notify;
  private final LoopSchedule loop = new LoopSchedule("templates", PAUSE, this::pass);
  private volatile String mark = "";

  TemplateSchedule(
      TemplateStore templates,
      OwnTemplateStore stored,
      TemplateFolderSource folder,
      NotifyClient notify) {
    this.templates = templates;
    this.stored = stored;
    this.folder = folder;
    this.notify = notify;
  }

  /** Before the engine, which needs them. */
  void start(@Observes @Priority(40) StartupEvent event) {
    notify.listen(OwnTemplateStore.CHANNEL, loop::nudge);
    look();
    refresh().await().atMost(AT_START);
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** This replica need not wait for what it wrote itself. */
  Uni<Void> refresh() {
    return stored
        .mark()
        .chain(
            now ->
                now.equals(mark)
                    ? Uni.createFrom().voidItem()
                    : stored.all().invoke(this::take).invoke(() -> mark = now).replaceWithVoid());
  }

  private Uni<Duration> pass() {
    look();
    return refresh().replaceWith(LoopSchedule.IDLE);
  }

  private void look() {
    FolderTemplates before = templates.folder();
    FolderTemplates now = folder.look(before, templates::isBuiltIn);
    if (!now.faults().equals(before.faults())) {
      now.faults().forEach(fault -> LOG.warnf("template: %s", fault));
    }
    templates.folder(now);
  }

  private synchronized void take(List<Stored> all) {
    var tenants = new LinkedHashMap<String, Map<String, OwnTemplate>>();
    for (Stored one : all) {
      OwnTemplate known = templates.tenants().getOrDefault(one.tenant(), Map.of()).get(one.name());
      tenants
          .computeIfAbsent(one.tenant(), t -> new LinkedHashMap<>())
          .put(one.name(), known != null && known.version() == one.version() ? known : read(one));
    }
    templates.tenants(tenants);
  }

  /** One that was taken once may be at fault after an upgrade. */
  private static OwnTemplate read(Stored one) {
    try {
      var template = OwnTemplate.read(one.name(), one.declaration());
      return new OwnTemplate(one.name(), template, one.declaration(), one.version(), null);
    } catch (IllegalArgumentException e) {
      LOG.warnf("template of tenant %s: %s", one.tenant(), e.getMessage());
      return new OwnTemplate(one.name(), null, one.declaration(), one.version(), e.getMessage());
    }
  }
}
