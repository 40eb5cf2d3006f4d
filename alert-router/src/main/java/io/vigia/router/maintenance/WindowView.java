package io.vigia.router.maintenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A window for people.
 *
 * @param recurring a time interval as {@code alertmanager.yml} knows it
 * @param state {@code pending}, {@code active}, {@code waiting} (it recurs) or {@code over}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WindowView(
    UUID id,
    List<String> matchers,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable JsonNode recurring,
    String comment,
    String createdBy,
    Instant createdAt,
    String state) {}
