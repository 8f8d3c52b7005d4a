package org.bitcraps.gateway.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.gateway.admission.Admission;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.proof.Proofs;

/** Bets of one table. */
@Path("/games/{table}/bets")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class BetsResource {

  @Inject ChainView view;
  @Inject Admission admission;
  @Inject PendingOrders pending;
  @Inject Proofs proofs;

  /** Takes one signed bet or an array: 202 for all of them, or the first one's problem. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response place(@PathParam("table") String table, InputStream body) throws IOException {
    TableId id = Answers.table(view, table);
    return Response.accepted(Receipts.ofBets(table, admission.bets(id, Answers.body(body))))
        .header("Cache-Control", "no-store")
        .build();
  }

  /** What became of a bet. */
  @GET
  @Path("{id}")
  public Response bet(@PathParam("table") String table, @PathParam("id") String id) {
    BetId bet = Answers.order(id);
    return Answers.now(
        switch (standing(table, bet)) {
          case Standing.UnderWay u -> OrderView.pending(bet);
          case Standing.InChain c -> OrderView.of(bet, c.trail());
          case Standing.Unknown u -> throw unknown(bet);
        });
  }

  /** Everything that proves it: to be checked on the player's own machine. */
  @GET
  @Path("{id}/proof")
  public Response proof(@PathParam("table") String table, @PathParam("id") String id) {
    BetId bet = Answers.order(id);
    switch (standing(table, bet)) {
      case Standing.UnderWay u ->
          throw new RefusedException(
              Problem.of(
                      ProblemCode.PROOF_NOT_READY,
                      "id",
                      "the bet is taken, no certified block has it yet")
                  .retryAfter(1));
      case Standing.Unknown u -> throw unknown(bet);
      case Standing.InChain c -> {}
    }
    try {
      Optional<Map<String, Object>> proof = proofs.bet(bet);
      return Answers.now(proof.orElseThrow(() -> unknown(bet)));
    } catch (Archive.PrunedException e) {
      throw new RefusedException(Problem.of(ProblemCode.PRUNED, "id", e.getMessage()));
    }
  }

  private Standing standing(String table, BetId bet) {
    TableId id = Answers.table(view, table);
    return Standing.of(
        bet,
        pending,
        order -> view.order(order).filter(t -> t.receipt().table().equals(Optional.of(id))));
  }

  private static RefusedException unknown(BetId bet) {
    return new RefusedException(
        Problem.of(
                ProblemCode.BET_UNKNOWN,
                "id",
                "bet " + bet + " is not under way here and in no block that is remembered here")
            .retryAfter(1));
  }
}
