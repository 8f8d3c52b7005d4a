package org.bitcraps.gateway.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.bitcraps.evidence.exchange.NodePanel;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.history.HistoryDesk;

/**
 * Stops, pauses and starts validators of a toy chain, so that anybody can see what the others do.
 * Refused on every chain whose genesis has no DEVNET flag: this is a toy without a password.
 */
@Path("/admin/devnet/validators/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DevnetResource {

  @Inject NodePanel panel;
  @Inject HistoryDesk history;

  /** Stops one as a crash would. */
  @POST
  @Path("stop")
  public Response stop(@PathParam("id") String id) {
    return answer(id, "VALIDATOR_STOP", panel.stop(validator(id)));
  }

  /** Holds it still, as a machine without a free processor would. */
  @POST
  @Path("pause")
  public Response pause(@PathParam("id") String id) {
    return answer(id, "VALIDATOR_PAUSE", panel.pause(validator(id)));
  }

  /** Starts it again from its journal, or lets it go on. */
  @POST
  @Path("start")
  public Response start(@PathParam("id") String id) {
    return answer(id, "VALIDATOR_START", panel.start(validator(id)));
  }

  private static ReplicaId validator(String id) {
    if (!id.matches("0|[1-9][0-9]{0,4}") || Integer.parseInt(id) > 0xffff) {
      throw unknown();
    }
    return new ReplicaId(Integer.parseInt(id));
  }

  private Response answer(String id, String action, NodePanel.Answer answer) {
    boolean done = answer == NodePanel.Answer.DONE || answer == NodePanel.Answer.ALREADY;
    Deeds.note(history, action, "validator " + id, done);
    return switch (answer) {
      case DONE, ALREADY ->
          Response.ok(Map.of("id", Integer.parseInt(id), "answer", answer.name()))
              .header("Cache-Control", "no-store")
              .build();
      case NOT_DEVNET ->
          throw new RefusedException(
              Problem.of(
                  ProblemCode.NOT_DEVNET,
                  "the genesis of this chain has no DEVNET flag: validators are not stopped from"
                      + " outside"));
      case UNKNOWN_VALIDATOR -> throw unknown();
      case FAILED ->
          throw new RefusedException(
              Problem.of(
                  ProblemCode.INTERNAL,
                  "it was tried and failed; /api/v1/consensus/status has the reason"));
    };
  }

  private static RefusedException unknown() {
    return new RefusedException(
        Problem.of(
            ProblemCode.VALIDATOR_UNKNOWN,
            "id",
            "no validator of that number runs in this server"));
  }
}
