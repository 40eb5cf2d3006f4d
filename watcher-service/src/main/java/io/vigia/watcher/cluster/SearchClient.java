package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.Unanswered.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;

/**
 * Searches, and says honestly when the answer is not the whole answer. Each cluster and lane has so
 * many turns; what finds no turn in time fails like a cluster that is away.
 */
@ApplicationScoped
public class SearchClient {

  private static final ContentType LINES = ContentType.create("application/x-ndjson");

  private final ClusterWiring clusters;

  SearchClient(ClusterWiring clusters) {
    this.clusters = clusters;
  }

  /**
   * One search.
   *
   * @return fails with {@link Unanswered} when shards failed, time ran out, no index was there, the
   *     cluster refused or was away
   */
  public Uni<JsonNode> search(Search search) {
    return search(search, () -> {});
  }

  /**
   * The same.
   *
   * @param begun told when it leaves the queue
   */
  public Uni<JsonNode> search(Search search, Runnable begun) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var request = new Request("POST", "/" + search.index() + "/_search");
              request.addParameter("allow_partial_search_results", "true");
              request.setJsonEntity(search.timed().toString());
              QueryLog.asked(search);
              return clusters
                  .named(search.cluster())
                  .ask(request, search.lane(), search.timeout(), begun)
                  .map(answer -> Completeness.of(answer).orThrow())
                  .invoke(answer -> QueryLog.answered(search, answer))
                  .onFailure(Unanswered.class)
                  .invoke(e -> QueryLog.failed(search, (Unanswered) e));
            });
  }

  /**
   * Several searches of one cluster in few requests, so that one failing leaves the others alone.
   *
   * @param begun told when the first of them leaves the queue
   * @return an outcome for each search, in their order; never fails with {@link Unanswered}
   */
  public Uni<List<Outcome>> multi(List<Search> searches, Runnable begun) {
    if (searches.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<Uni<List<Outcome>>> parts =
        MultiSearch.parts(searches).stream().map(p -> part(p, begun)).toList();
    return Uni.join()
        .all(parts)
        .andFailFast()
        .map(all -> all.stream().flatMap(List::stream).toList());
  }

  private Uni<List<Outcome>> part(MultiSearch part, Runnable begun) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var request = new Request("POST", "/_msearch");
              request.addParameter("max_concurrent_searches", "" + MultiSearch.AT_ONCE);
              request.setEntity(new NByteArrayEntity(part.lines(), LINES));
              part.searches().forEach(QueryLog::asked);
              return clusters
                  .named(part.searches().get(0).cluster())
                  .ask(request, part.lane(), part.time(), begun);
            })
        .map(part::outcomes)
        .invoke(outcomes -> log(part, outcomes))
        .onFailure(Unanswered.class)
        .recoverWithUni(why -> failed(part, (Unanswered) why));
  }

  /** A query that cannot be read spoils the request for the others: each is asked alone then. */
  private Uni<List<Outcome>> failed(MultiSearch part, Unanswered why) {
    if (why.reason() != Reason.REJECTED || part.searches().size() == 1) {
      return Uni.createFrom().item(part.allFailed(why));
    }
    return Uni.join().all(part.searches().stream().map(this::outcome).toList()).andFailFast();
  }

  private Uni<Outcome> outcome(Search search) {
    return search(search)
        .<Outcome>map(Outcome.Answered::new)
        .onFailure(Unanswered.class)
        .recoverWithItem(why -> new Outcome.Failed((Unanswered) why));
  }

  private static void log(MultiSearch part, List<Outcome> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      Search search = part.searches().get(i);
      if (outcomes.get(i) instanceof Outcome.Answered answered) {
        QueryLog.answered(search, answered.answer());
      } else {
        QueryLog.failed(search, ((Outcome.Failed) outcomes.get(i)).why());
      }
    }
  }
}
