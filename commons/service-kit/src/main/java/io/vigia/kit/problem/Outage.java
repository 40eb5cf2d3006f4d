package io.vigia.kit.problem;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a part that is away (worth a retry) from a fault of our own. */
final class Outage {

  /** SQLSTATE: connection, transaction rolled back, no resources, intervention, system error. */
  private static final Pattern AWAY = Pattern.compile("\\((08|40|53|57|58)\\w{3}\\)");

  private Outage() {}

  static Optional<Throwable> in(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || isAway(cause)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  /** Vert.x' pool and Mutiny's deadlines say so with classes that are known here by name only. */
  private static boolean isAway(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return name.equals("TimeoutException")
        || name.equals("ClosedConnectionException")
        || name.equals("VertxException")
        || name.equals("ConnectionPoolTooBusyException")
        || (name.equals("PgException") && AWAY.matcher(String.valueOf(cause.getMessage())).find());
  }
}
