package io.vigia.watcher.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.http.conn.ssl.TrustAllStrategy;
import org.apache.http.ssl.SSLContexts;

/**
 * Whose certificates are believed.
 *
 * @param insecure everybody's, for any name
 */
record Trust(SSLContext context, boolean insecure) {

  /**
   * @param key of the configuration, without its last part
   * @param caFile certificates in PEM; without it, Java's own
   * @throws IllegalArgumentException when the file cannot be used
   */
  static Trust of(String key, Optional<Path> caFile, boolean insecure) {
    try {
      if (insecure) {
        return new Trust(
            SSLContexts.custom().loadTrustMaterial(null, TrustAllStrategy.INSTANCE).build(), true);
      }
      if (caFile.isEmpty()) {
        return new Trust(SSLContext.getDefault(), false);
      }
      return new Trust(
          SSLContexts.custom().loadTrustMaterial(store(caFile.get()), null).build(), false);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          key
              + ".ca-file: "
              + caFile.map(Path::toString).orElse("")
              + " is no PEM file with"
              + " certificates: "
              + e.getMessage(),
          e);
    }
  }

  private static KeyStore store(Path pem) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    Collection<? extends Certificate> certificates;
    try (var in = Files.newInputStream(pem)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new IOException("it holds none");
    }
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    return store;
  }
}
