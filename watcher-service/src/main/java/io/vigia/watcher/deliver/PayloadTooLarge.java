package io.vigia.watcher.deliver;

/** That the facts of a change make a payload larger than anything that is sent. */
public final class PayloadTooLarge extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PayloadTooLarge() {
    super(
        "the payload has more than " + PayloadTemplate.MAX_RENDERED + " characters",
        null,
        false,
        false);
  }
}
