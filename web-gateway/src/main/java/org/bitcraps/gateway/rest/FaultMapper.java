package org.bitcraps.gateway.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A fault of ours: told to the log in full, to the player not at all. */
@Provider
public class FaultMapper implements ExceptionMapper<Throwable> {

  @Override
  public Response toResponse(Throwable fault) {
    return Faults.internal(fault);
  }
}
