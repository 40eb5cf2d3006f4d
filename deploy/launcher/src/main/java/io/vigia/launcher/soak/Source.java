package io.vigia.launcher.soak;

import java.time.Instant;
import java.util.Optional;

/** Makes what is to be sent. */
interface Source {

  /** The next request, if one is due. It is asked again only when that one is acknowledged. */
  Optional<Batch> next(Instant now);

  /** From here on only what has begun is ended. */
  void noMore();

  /** Whether nothing will come any more. */
  boolean exhausted();
}
