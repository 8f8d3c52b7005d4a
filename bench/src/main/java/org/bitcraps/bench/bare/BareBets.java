package org.bitcraps.bench.bare;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;

/** Takes the same arrays of bets as the product, and says when they are on enough disks. */
@Path("/games/{table}/bets")
@Produces(MediaType.APPLICATION_JSON)
public class BareBets {

  @Inject private BareStack stack;

  /** Reads the JSON and passes the bytes on; {@code id} names them in {@link #bet}. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response place(@HeaderParam("Bet-Id") String id, byte[] body) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      JsonArray bets = reader.readArray();
      stack.send(id, body);
      return Response.accepted("{\"receipts\":" + bets.size() + "}").build();
    }
  }

  /** State PENDING or PLACED. */
  @GET
  @Path("{id}")
  public String bet(@PathParam("id") String id) {
    return "{\"state\":\"%s\"}".formatted(stack.isDurable(id) ? "PLACED" : "PENDING");
  }
}
