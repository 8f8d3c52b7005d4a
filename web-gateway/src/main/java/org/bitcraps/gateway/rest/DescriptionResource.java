package org.bitcraps.gateway.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** What this API is, for programs: written by hand in {@code src/main/openapi}, held by tests. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DescriptionResource {

  /** Every address, parameter, body and answer (OpenAPI 3.1). */
  @GET
  @Path("openapi.json")
  public Response openApi() throws IOException {
    return document("openapi.json");
  }

  /** Every frame of the WebSocket (JSON Schema 2020-12). */
  @GET
  @Path("websocket.schema.json")
  public Response webSocket() throws IOException {
    return document("websocket.schema.json");
  }

  private static Response document(String name) throws IOException {
    try (InputStream in = DescriptionResource.class.getResourceAsStream("/openapi/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the application was built without " + name);
      }
      return Response.ok(in.readAllBytes(), MediaType.APPLICATION_JSON_TYPE)
          .header("Cache-Control", "no-cache")
          .build();
    }
  }
}
