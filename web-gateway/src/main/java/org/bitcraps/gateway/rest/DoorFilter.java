package org.bitcraps.gateway.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.bitcraps.gateway.admission.Doors;

/**
 * Turns everybody away while the doors are closed, but not who asks for health, or what all this
 * is.
 */
@Provider
@PreMatching
public class DoorFilter implements ContainerRequestFilter {

  private static final Set<String> DESCRIPTIONS = Set.of("/openapi.json", "/websocket.schema.json");

  @Inject Doors doors;

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (!path.startsWith("/health") && !DESCRIPTIONS.contains(path)) {
      doors.closed().ifPresent(problem -> request.abortWith(Answers.problem(problem)));
    }
  }
}
