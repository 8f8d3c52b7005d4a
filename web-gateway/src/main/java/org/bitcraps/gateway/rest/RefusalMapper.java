package org.bitcraps.gateway.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.bitcraps.gateway.admission.RefusedException;

/** A refusal of ours. */
@Provider
public class RefusalMapper implements ExceptionMapper<RefusedException> {

  @Override
  public Response toResponse(RefusedException refusal) {
    return Answers.problem(refusal.problem());
  }
}
