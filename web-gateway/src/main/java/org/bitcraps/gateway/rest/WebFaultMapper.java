package org.bitcraps.gateway.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;

/** A refusal of the container: no such path, method, media type. */
@Provider
public class WebFaultMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException fault) {
    int status = fault.getResponse().getStatus();
    Response answer =
        switch (status) {
          case 404 ->
              Answers.problem(Problem.of(ProblemCode.NOT_FOUND, "/docs/ lists every address"));
          case 405 ->
              Answers.problem(
                  Problem.of(
                      ProblemCode.METHOD_NOT_ALLOWED,
                      "this address knows other methods: see the Allow header"));
          case 406 ->
              Answers.problem(
                  Problem.of(ProblemCode.NOT_ACCEPTABLE, "answers are application/json"));
          case 415 ->
              Answers.problem(
                  Problem.of(
                      ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send Content-Type: application/json"));
          default ->
              status >= 400 && status < 500
                  ? Answers.problem(
                      Problem.of(ProblemCode.FIELD_INVALID, "the request cannot be understood"))
                  : Faults.internal(fault);
        };
    String allow = fault.getResponse().getHeaderString("Allow");
    return status == 405 && allow != null
        ? Response.fromResponse(answer).header("Allow", allow).build()
        : answer;
  }
}
