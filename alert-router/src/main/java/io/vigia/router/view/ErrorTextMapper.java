package io.vigia.router.view;

import com.fasterxml.jackson.databind.node.TextNode;
import io.vigia.kit.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's clients take a JSON string for an error, and nothing else. Who accepts JSON alone
 * gets one; everybody else gets the problem.
 */
class ErrorTextMapper {

  @ServerResponseFilter
  public void speakAsAlertmanager(
      ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Problem problem
        && request.getUriInfo().getPath().startsWith("/api/v2/")
        && MediaType.APPLICATION_JSON.equals(request.getHeaderString(HttpHeaders.ACCEPT))) {
      response.setEntity(TextNode.valueOf(text(problem)), null, MediaType.APPLICATION_JSON_TYPE);
    }
  }

  private static String text(Problem problem) {
    @Nullable String field = problem.field();
    return field == null ? problem.detail() : field + ": " + problem.detail();
  }
}
