package io.vigia.watcher.discover;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be watched.
 *
 * @param name of its monitor
 * @param document the document's name: {@code elastic_doc_name}
 * @param index where it is; the source's default else
 * @param field that holds the document's name; the source's default else
 * @param namespace of the service
 * @param target what a restart acts upon
 * @param thresholdMinutes how old its newest document may be; the source's default else
 */
public record Found(
    String name,
    @Nullable String document,
    @Nullable String index,
    @Nullable String field,
    @Nullable String namespace,
    @Nullable String target,
    @Nullable BigDecimal thresholdMinutes) {

  private static final int LONGEST = 200;

  public Found {
    name = fit(name);
  }

  /** A name that also fits into a path. */
  private static String fit(String text) {
    String plain = text.strip().replaceAll("[^\\p{L}\\p{N}_.:@-]+", "-");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
  }
}
