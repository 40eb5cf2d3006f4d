package io.vigia.watcher.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/** The one cluster that is searched, by the name {@code default}. */
@ApplicationScoped
class RestDocumentClient implements DocumentClient {

  private final RestClient rest;

  RestDocumentClient(RestClient rest) {
    this.rest = rest;
  }

  @Override
  public boolean knows(String cluster) {
    return cluster.equals("default");
  }

  @Override
  public Uni<Receipt> create(String cluster, String index, String id, String document) {
    var request = new Request("PUT", "/" + index + "/_create/" + id);
    request.setJsonEntity(document);
    return Uni.createFrom()
        .emitter(
            emitter ->
                rest.performRequestAsync(
                    request,
                    new ResponseListener() {
                      @Override
                      public void onSuccess(Response response) {
                        emitter.complete(new Receipt.Taken());
                      }

                      @Override
                      public void onFailure(Exception failure) {
                        if (failure instanceof ResponseException refused) {
                          emitter.complete(receipt(refused.getResponse()));
                        } else {
                          emitter.fail(failure);
                        }
                      }
                    }));
  }

  private static Receipt receipt(Response answer) {
    String body = "";
    try {
      body = new String(answer.getEntity().getContent().readNBytes(65_536), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException e) {
      // the status says enough
    }
    return ElasticAnswer.receipt(
        answer.getStatusLine().getStatusCode(), answer.getHeader("Retry-After"), body);
  }
}
