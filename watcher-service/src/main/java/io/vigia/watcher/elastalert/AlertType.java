package io.vigia.watcher.elastalert;

/**
 * A kind of {@code alert}, and who tells people here. One file each; {@link Receiver}s the rest.
 */
interface AlertType {

  boolean takes(String type);

  void carry(Alerter alerter, Names names, Draft draft);
}
