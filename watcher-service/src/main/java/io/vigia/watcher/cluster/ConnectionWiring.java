package io.vigia.watcher.cluster;

import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;

/** The connections to one cluster. */
final class ConnectionWiring {

  private ConnectionWiring() {}

  /**
   * @param atOnce as many connections; none is opened before it is needed
   */
  static RestClient connect(ClusterSpec cluster, int atOnce) {
    return RestClient.builder(
            cluster.hosts().stream()
                .map(host -> HttpHost.create(host.getScheme() + "://" + host.getAuthority()))
                .toArray(HttpHost[]::new))
        .setMetaHeaderEnabled(false)
        .setDefaultHeaders(
            cluster.credentials().header().stream()
                .map(value -> new BasicHeader("Authorization", value))
                .toArray(Header[]::new))
        .setHttpClientConfigCallback(http -> settings(http, cluster, atOnce))
        .build();
  }

  private static HttpAsyncClientBuilder settings(
      HttpAsyncClientBuilder http, ClusterSpec cluster, int atOnce) {
    if (cluster.trust().insecure()) {
      http.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);
    }
    return http.setSSLContext(cluster.trust().context())
        .setMaxConnTotal(atOnce)
        .setMaxConnPerRoute(atOnce)
        .disableAuthCaching()
        .disableCookieManagement()
        .setUserAgent("Vigia watcher-service")
        .setDefaultIOReactorConfig(
            IOReactorConfig.custom().setIoThreadCount(1).setSoKeepAlive(true).build());
  }
}
