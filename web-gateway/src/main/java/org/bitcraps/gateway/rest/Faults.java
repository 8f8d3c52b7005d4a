package org.bitcraps.gateway.rest;

import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;

/** Faults of this gateway, with a number by which the log can be searched. */
final class Faults {

  private static final Logger LOG = System.getLogger(Faults.class.getName());

  private Faults() {}

  static Response internal(Throwable fault) {
    String id = UUID.randomUUID().toString();
    LOG.log(Level.ERROR, "request failed, told the client number " + id, fault);
    return Answers.problem(
        Problem.of(
            ProblemCode.INTERNAL, "this is a fault of the gateway; its log has it under " + id));
  }
}
