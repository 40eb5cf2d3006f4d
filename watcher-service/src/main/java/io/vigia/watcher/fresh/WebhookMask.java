package io.vigia.watcher.fresh;

import io.vigia.kit.problem.Refusal;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The address of a webhook without what may be a token in it: its host alone. Pure. */
final class WebhookMask {

  private static final String HIDDEN = "***";

  private WebhookMask() {}

  static @Nullable String of(@Nullable String url) {
    if (url == null) {
      return null;
    }
    try {
      URI uri = URI.create(url);
      return uri.getHost() == null
          ? HIDDEN
          : uri.getScheme() + "://" + uri.getHost() + "/" + HIDDEN;
    } catch (IllegalArgumentException unreadable) {
      return HIDDEN;
    }
  }

  /**
   * @throws Refusal when it is a masked one that is sent back
   */
  static void refuse(@Nullable String url) {
    if (url != null && url.endsWith(HIDDEN)) {
      throw Refusal.invalid(
          "alert_webhook_url",
          "is masked for viewers; send the whole address, or leave it out to keep the present one");
    }
  }
}
