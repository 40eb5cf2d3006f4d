package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.cluster.IndexPattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of a change besides the router, as people write it.
 *
 * @param type {@code webhook} or {@code elasticsearch}, or another that there is a sender of
 * @param url of a webhook; WATCHER_WEBHOOK when absent
 * @param cluster of {@code elasticsearch}, by its name in the configuration; when absent the one at
 *     WATCHER_ELASTIC_URL, or the watcher's
 * @param index of {@code elasticsearch}; WATCHER_ELASTIC_INDEX when absent
 * @param headers of a webhook
 * @param payload any JSON whose texts may hold {@code {{…}}}; a standard one when absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DestinationSpec(
    String type,
    @Nullable String url,
    @Nullable String cluster,
    @Nullable String index,
    Map<String, String> headers,
    @Nullable JsonNode payload) {

  public DestinationSpec {
    Fields.required("type", type);
    Fields.atMost("cluster", cluster);
    if (index != null) {
      IndexPattern.check("index", index);
    }
    if (url != null && url.length() > 2048) {
      throw new IllegalArgumentException("url: at most 2048 characters");
    }
    headers = Fields.texts("headers", headers, 20);
    if (url != null) {
      Secrets.present("url", url);
    }
    headers.forEach((name, value) -> Secrets.present("headers." + name, value));
  }
}
