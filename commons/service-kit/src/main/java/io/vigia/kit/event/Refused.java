package io.vigia.kit.event;

import java.util.List;

/**
 * Events of a batch for which there was no room; the others were taken.
 *
 * @param reason for the dead letter
 */
public record Refused<T>(List<T> events, String reason) {

  public Refused {
    events = List.copyOf(events);
  }

  public static <T> Refused<T> none() {
    return new Refused<>(List.of(), "");
  }
}
