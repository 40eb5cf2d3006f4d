package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.cluster.Unanswered.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/** Reads the fields of an index from {@code _field_caps}, which every version has. */
@ApplicationScoped
class FieldCapsClient implements MappingSource {

  private final RestClient cluster;
  private final ObjectMapper json;

  FieldCapsClient(RestClient cluster, ObjectMapper json) {
    this.cluster = cluster;
    this.json = json;
  }

  @Override
  public Uni<List<MappedField>> fields(String name, String index) {
    var request = new Request("GET", "/" + index + "/_field_caps");
    request.addParameter("fields", "*");
    request.addParameter("ignore_unavailable", "true");
    request.addParameter("allow_no_indices", "true");
    return Uni.createFrom()
        .<Response>emitter(
            emitter ->
                cluster.performRequestAsync(
                    request,
                    new ResponseListener() {
                      @Override
                      public void onSuccess(Response response) {
                        emitter.complete(response);
                      }

                      @Override
                      public void onFailure(Exception failure) {
                        emitter.fail(
                            new Unanswered(
                                Reason.UNREACHABLE, String.valueOf(failure.getMessage())));
                      }
                    }))
        .map(this::read);
  }

  private List<MappedField> read(Response response) {
    JsonNode answer;
    try (var content = response.getEntity().getContent()) {
      answer = json.readTree(content);
    } catch (IOException e) {
      throw new Unanswered(Reason.UNREACHABLE, String.valueOf(e.getMessage()));
    }
    var fields = new ArrayList<MappedField>();
    for (var field : answer.path("fields").properties()) {
      var types = new HashSet<String>();
      boolean aggregatable = true;
      for (var type : field.getValue().properties()) {
        types.add(type.getKey());
        aggregatable &= type.getValue().path("aggregatable").asBoolean();
      }
      boolean own = field.getKey().startsWith("_");
      if (!own && !types.contains("object") && !types.contains("nested")) {
        fields.add(new MappedField(field.getKey(), types, aggregatable));
      }
    }
    return fields;
  }
}
