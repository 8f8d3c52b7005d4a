package org.bitcraps.gateway.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Optional;
import org.bitcraps.gateway.admission.Doors;
import org.bitcraps.gateway.admission.Origins;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;

/**
 * Lets pages of other sites read answers and post what is signed, as far as configured; never what
 * is under {@code /admin}: there they read nothing, and what they ask for is not done, because a
 * browser sends a simple POST without asking first. Credentials are never allowed: there are none.
 * Source: Fetch §3.2.
 */
@Provider
@PreMatching
@Priority(100)
public class CrossOriginFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String ORIGIN = "Origin";
  private static final String PREFLIGHT = "Access-Control-Request-Method";
  private static final String ADMIN = "admin";

  @Inject Doors doors;

  @Override
  public void filter(ContainerRequestContext request) {
    String origin = request.getHeaderString(ORIGIN);
    if (origin == null) {
      return;
    }
    if (isAdmin(request.getUriInfo().getPath())) {
      if (!isOwn(origin, request.getHeaderString("Host"))) {
        request.abortWith(
            Answers.problem(
                Problem.of(
                    ProblemCode.ORIGIN_FORBIDDEN,
                    "operations under /admin are not for pages of other sites")));
      }
      return;
    }
    if (request.getMethod().equals("OPTIONS") && request.getHeaderString(PREFLIGHT) != null) {
      Response.ResponseBuilder answer = Response.noContent();
      if (doors.origins().allows(origin).isPresent()) {
        answer
            .header("Access-Control-Allow-Methods", "GET, HEAD, POST")
            .header("Access-Control-Allow-Headers", "Content-Type")
            .header("Access-Control-Max-Age", 7_200);
      }
      request.abortWith(answer.build());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    label(
        response.getHeaders(),
        request.getUriInfo().getPath(),
        Optional.ofNullable(request.getHeaderString(ORIGIN)),
        doors.origins());
  }

  /** Says whose page may read this answer. */
  static void label(
      MultivaluedMap<String, Object> headers,
      String path,
      Optional<String> origin,
      Origins origins) {
    if (isAdmin(path)) {
      return;
    }
    if (!origins.any()) {
      headers.add("Vary", ORIGIN);
    }
    origin
        .flatMap(origins::allows)
        .ifPresent(who -> {
          headers.putSingle("Access-Control-Allow-Origin", who);
          headers.putSingle("Access-Control-Expose-Headers", "Allow, Link, Retry-After");
        });
  }

  /** Any part of the path, however it is spelt: {@code /admin}, {@code //x/../Admin;a=b/y}. */
  static boolean isAdmin(String path) {
    for (String part : path.split("/", -1)) {
      String name = part.replaceAll(";.*", "").toLowerCase(Locale.ROOT);
      if (name.equals(ADMIN)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the page is this server's own. */
  static boolean isOwn(String origin, String host) {
    return host != null && origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
  }
}
