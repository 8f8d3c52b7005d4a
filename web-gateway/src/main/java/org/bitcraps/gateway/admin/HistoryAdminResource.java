package org.bitcraps.gateway.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.bitcraps.evidence.exchange.NodePanel;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.history.HistoryDesk;

/**
 * Has the readable history dropped and written again from blocks. Over HTTP only on a devnet, which
 * has no password; elsewhere the operator sets {@code bitcraps.history.rebuild=true} for one start.
 */
@Path("/admin/history")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HistoryAdminResource {

  @Inject HistoryDesk desk;
  @Inject NodePanel panel;

  /** Wants it; {@code GET /history} says how far it is. */
  @POST
  @Path("rebuild")
  public Response rebuild() {
    if (!panel.genesis().flags().contains(Genesis.Flag.DEVNET)) {
      throw new RefusedException(
          Problem.of(
              ProblemCode.NOT_DEVNET,
              "the genesis of this chain has no DEVNET flag: start the server once with"
                  + " bitcraps.history.rebuild=true"));
    }
    desk.rebuild();
    Deeds.note(desk, "HISTORY_REBUILD", "history", true);
    return Response.accepted(Map.of("answer", "REBUILDING"))
        .header("Cache-Control", "no-store")
        .build();
  }
}
