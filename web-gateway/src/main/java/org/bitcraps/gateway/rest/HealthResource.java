package org.bitcraps.gateway.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.bitcraps.gateway.admin.ReadinessCheck;
import org.bitcraps.gateway.admin.ReadinessVerdict;

/** Whether this gateway may be sent players: 200 or 503, the same body either way. */
@Path("/health/ready")
@RequestScoped
public class HealthResource {

  @Inject @Any Instance<ReadinessCheck> checks;

  /** {@code {"status":"UP"|"DOWN","checks":[{"name":…,"status":…,"problem":…}]}}, never cached. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response ready() {
    ReadinessVerdict verdict = ReadinessVerdict.of(checks);
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return Response.status(verdict.up() ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .cacheControl(never)
        .entity(verdict)
        .build();
  }
}
