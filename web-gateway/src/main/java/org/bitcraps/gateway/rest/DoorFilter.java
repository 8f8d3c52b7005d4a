package org.bitcraps.gateway.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.bitcraps.gateway.admission.Doors;

/** Turns everybody away while the doors are closed, but not who asks for health. */
@Provider
@PreMatching
public class DoorFilter implements ContainerRequestFilter {

  @Inject Doors doors;

  @Override
  public void filter(ContainerRequestContext request) {
    if (!request.getUriInfo().getPath().startsWith("/health")) {
      doors.closed().ifPresent(problem -> request.abortWith(Answers.problem(problem)));
    }
  }
}
