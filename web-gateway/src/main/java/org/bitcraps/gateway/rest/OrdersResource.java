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
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.gateway.admission.Admission;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.collection.ChainView;

/** Grants of play money, transfers, changes of bets. */
@Path("/orders")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrdersResource {

  @Inject ChainView view;
  @Inject Admission admission;
  @Inject PendingOrders pending;

  /** Takes one signed order or an array: 202 for all of them, or the first one's problem. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response order(InputStream body) throws IOException {
    return Response.accepted(Receipts.ofOrders(admission.orders(Answers.body(body))))
        .header("Cache-Control", "no-store")
        .build();
  }

  /** What became of an order; also of a bet. */
  @GET
  @Path("{id}")
  public Response order(@PathParam("id") String id) {
    BetId order = Answers.order(id);
    return Answers.now(
        switch (Standing.of(order, pending, view::order)) {
          case Standing.UnderWay u -> OrderView.pending(order);
          case Standing.InChain c -> OrderView.of(order, c.trail());
          case Standing.Unknown u ->
              throw Answers.refused(
                  ProblemCode.BET_UNKNOWN,
                  "id",
                  "the order is not under way here and in no block that is remembered here");
        });
  }
}
