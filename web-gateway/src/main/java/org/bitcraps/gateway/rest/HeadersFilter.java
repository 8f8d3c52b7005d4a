package org.bitcraps.gateway.rest;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.bitcraps.gateway.admission.Doors;

/**
 * What every answer says to browsers: only our own script and style, no frame, no sniffing, no
 * other site's script may read it unless {@link CrossOriginFilter} says so. {@code verify.html} is
 * one file that must say by itself what it may run, with hashes that the build put into it: here
 * only what a page cannot say of itself is added. Source: CSP Level 3, Fetch §3.2.
 */
@WebFilter("/*")
public class HeadersFilter implements Filter {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'; connect-src 'self'";

  private static final String POLICY_OF_ONE_FILE = "frame-ancestors 'none'";
  private static final String ONE_FILE = "/verify.html";

  private Doors doors;

  @Inject
  void know(Doors doors) {
    this.doors = doors;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (response instanceof HttpServletResponse http) {
      boolean oneFile =
          request instanceof HttpServletRequest asked && ONE_FILE.equals(asked.getServletPath());
      http.setHeader("Content-Security-Policy", oneFile ? POLICY_OF_ONE_FILE : policy());
      http.setHeader("X-Content-Type-Options", "nosniff");
      http.setHeader("Referrer-Policy", "no-referrer");
      http.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      http.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
    chain.doFilter(request, response);
  }

  /** The page talks to us, and to the gateways that an operator named as witnesses. */
  private String policy() {
    return doors.witnesses().isEmpty()
        ? POLICY
        : POLICY + " " + String.join(" ", doors.witnesses());
  }
}
