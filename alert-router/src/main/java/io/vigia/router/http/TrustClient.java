package io.vigia.router.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections by whom they trust. Files are read again at each use: a change takes new ones. */
@ApplicationScoped
public class TrustClient {

  /** What the files say now; others than these are not kept. */
  private record Material(
      String authority, String certificate, String key, boolean trustsAnybody, String versions) {}

  private static final int MOST_KEPT = 50;

  private final OutboundClient outbound;
  private final Map<Material, OutboundClient> kept = new LinkedHashMap<>();

  TrustClient(OutboundClient outbound) {
    this.outbound = outbound;
  }

  Uni<OutboundClient> of(@Nullable TlsSettings tls) {
    return tls == null
        ? Uni.createFrom().item(outbound)
        : Uni.createFrom()
            .item(() -> kept(tls))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private synchronized OutboundClient kept(TlsSettings tls) {
    Material material = material(tls);
    OutboundClient known = kept.get(material);
    if (known != null) {
      return known;
    }
    if (kept.size() >= MOST_KEPT) {
      var oldest = kept.entrySet().iterator();
      oldest.next().getValue().close();
      oldest.remove();
    }
    OutboundClient made =
        outbound.with(
            options -> {
              apply(options, tls, material);
              return options;
            });
    kept.put(material, made);
    return made;
  }

  private static Material material(TlsSettings tls) {
    return new Material(
        tls.authority().map(Secret::read).orElse(""),
        tls.certificate().map(Secret::read).orElse(""),
        tls.privateKey().map(Secret::read).orElse(""),
        tls.trustsAnybody(),
        tls.versions().toString());
  }

  private static void apply(WebClientOptions options, TlsSettings tls, Material material) {
    trust(options, tls, material);
    options.setVerifyHost(!tls.trustsAnybody()).setForceSni(true);
  }

  /** For clients of other protocols; reads files. */
  public static void apply(ClientOptionsBase options, TlsSettings tls) {
    trust(options, tls, material(tls));
  }

  private static void trust(ClientOptionsBase options, TlsSettings tls, Material material) {
    options.setEnabledSecureTransportProtocols(tls.versions());
    options.setTrustAll(tls.trustsAnybody());
    if (!material.authority().isEmpty()) {
      options.setTrustOptions(
          new PemTrustOptions().addCertValue(Buffer.buffer(material.authority())));
    }
    if (!material.certificate().isEmpty()) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertValue(Buffer.buffer(material.certificate()))
              .addKeyValue(Buffer.buffer(material.key())));
    }
  }
}
