package io.vigia.kit.identity;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Callers that a service knows beside those of its configuration. A bean; all are asked. */
public interface CallerSource {

  /**
   * A caller, and how it was recognised.
   *
   * @param chosen whether a person made up what was sent: then attempts are limited even for who
   *     has it right
   */
  record Known(Caller caller, boolean chosen) {}

  /**
   * Who sent these credentials; empty when nobody is known by them. A failed Uni means that it
   * cannot be told now.
   */
  Uni<Optional<Known>> find(Login login);
}
