package org.bitcraps.gateway.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;

/** Problem documents for what never reaches a resource: {@code web.xml} names it as error page. */
@WebServlet("/problem")
public class ErrorServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Problem problem = problem(status instanceof Integer code ? code : 404);
    response.setStatus(problem.status());
    response.setContentType(Answers.PROBLEM_JSON);
    response.setHeader("Cache-Control", "no-store");
    JSON.writeValue(response.getOutputStream(), problem);
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "this address knows other methods");
      case 413 -> Problem.of(ProblemCode.BODY_TOO_LARGE, "the body is too large");
      default ->
          status >= 500
              ? Problem.of(ProblemCode.INTERNAL, "this is a fault of the gateway")
              : Problem.of(ProblemCode.NOT_FOUND, "there is no such address");
    };
  }
}
