package io.vigia.router.deliver;

import io.vigia.kit.outbound.OutboundClient;
import io.vigia.router.template.Template;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Fields that a receiver leaves out. */
final class Defaults {

  private Defaults() {}

  static Template template(@Nullable Template own, String otherwise) {
    return own == null ? Template.of(otherwise) : own;
  }

  static <T> T value(@Nullable T own, T otherwise) {
    return own == null ? otherwise : own;
  }

  /** An address that ends with a slash, so that a path can follow. */
  static URI base(@Nullable URI own, String otherwise) {
    URI base = own == null ? URI.create(otherwise) : own;
    OutboundClient.check("api_url", base);
    return base.toString().endsWith("/") ? base : URI.create(base + "/");
  }

  /** Checks an address that stands in the routing file; one of a file is checked at each use. */
  static void check(String field, @Nullable URI url) {
    if (url != null) {
      OutboundClient.check(field, url);
    }
  }
}
