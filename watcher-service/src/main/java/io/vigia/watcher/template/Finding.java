package io.vigia.watcher.template;

/** What was read of one key. */
public record Finding(Key key, Reading reading) {

  public static Finding ofWhole(Reading reading) {
    return new Finding(Key.WHOLE, reading);
  }
}
