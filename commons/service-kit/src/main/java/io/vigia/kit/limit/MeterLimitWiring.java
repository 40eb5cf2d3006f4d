package io.vigia.kit.limit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/**
 * Caps the distinct tag values of each metric of ours: what comes beyond is not measured, and
 * {@code vigia_meters_denied_total} says how often. Denied rather than renamed, because the
 * registry would remember every name that was ever asked for.
 */
@Singleton
class MeterLimitWiring implements MeterFilter, MeterBinder {

  private static final String OURS = "vigia_";

  private final Distinct distinct;
  private final LongAdder denied = new LongAdder();

  MeterLimitWiring(LimitsConfig limits) {
    this.distinct = new Distinct(limits.tagCombinations());
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    if (!id.getName().startsWith(OURS) || distinct.admits(id.getName(), id.getTags())) {
      return MeterFilterReply.NEUTRAL;
    }
    denied.increment();
    return MeterFilterReply.DENY;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("vigia_meters_denied_total", denied, LongAdder::sum)
        .description("Measured values that were dropped because their metric has too many tags")
        .register(registry);
  }
}
