package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vigia.watcher.cluster.Unanswered.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/** Searches, and says honestly when the answer is not the whole answer. */
@ApplicationScoped
public class SearchClient {

  private final RestClient cluster;
  private final ObjectMapper json;

  SearchClient(RestClient cluster, ObjectMapper json) {
    this.cluster = cluster;
    this.json = json;
  }

  /** Fails with {@link Unanswered} when shards failed, time ran out or no index was there. */
  public Uni<JsonNode> search(Search search) {
    var request = new Request("POST", "/" + search.index() + "/_search");
    request.addParameter("timeout", search.timeout().toMillis() + "ms");
    request.addParameter("allow_partial_search_results", "true");
    request.setJsonEntity(search.body().toString());
    QueryLog.asked(search);
    return Uni.createFrom()
        .<Response>emitter(emitter -> cluster.performRequestAsync(request, listener(emitter)))
        .map(this::whole)
        .invoke(answer -> QueryLog.answered(search, answer))
        .onFailure(Unanswered.class)
        .invoke(e -> QueryLog.failed(search, (Unanswered) e));
  }

  private JsonNode whole(Response response) {
    JsonNode answer;
    try (var content = response.getEntity().getContent()) {
      answer = json.readTree(content);
    } catch (IOException e) {
      throw new Unanswered(Reason.UNREACHABLE, String.valueOf(e.getMessage()));
    }
    JsonNode shards = answer.path("_shards");
    if (answer.path("timed_out").asBoolean()) {
      throw new Unanswered(Reason.TIMED_OUT, "the cluster gave up in the middle");
    }
    if (shards.path("failed").asInt() > 0) {
      throw new Unanswered(
          Reason.SHARD_FAILURES,
          shards.path("failed").asInt() + " of " + shards.path("total").asInt() + " shards failed");
    }
    if (shards.path("total").asInt() == 0) {
      throw new Unanswered(Reason.MISSING_INDEX, "no index matches");
    }
    return answer;
  }

  private static ResponseListener listener(UniEmitter<? super Response> emitter) {
    return new ResponseListener() {
      @Override
      public void onSuccess(Response response) {
        emitter.complete(response);
      }

      @Override
      public void onFailure(Exception failure) {
        emitter.fail(unanswered(failure));
      }
    };
  }

  private static Unanswered unanswered(Exception failure) {
    if (failure instanceof ResponseException refused) {
      int status = refused.getResponse().getStatusLine().getStatusCode();
      Reason reason =
          status == 404
              ? Reason.MISSING_INDEX
              : status == 503 ? Reason.SHARD_FAILURES : Reason.REJECTED;
      return new Unanswered(reason, "HTTP " + status);
    }
    return new Unanswered(
        failure instanceof SocketTimeoutException ? Reason.TIMED_OUT : Reason.UNREACHABLE,
        failure.getClass().getSimpleName() + ": " + failure.getMessage());
  }
}
