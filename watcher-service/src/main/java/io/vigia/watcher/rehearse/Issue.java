package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a definition.
 *
 * @param field its path in the definition, such as {@code parameters.field}
 * @param problem what is wrong
 * @param hint what would be right, if that is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Issue(String field, String problem, @Nullable String hint) {}
