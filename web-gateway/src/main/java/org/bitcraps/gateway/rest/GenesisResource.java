package org.bitcraps.gateway.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.gateway.collection.ChainView;

/** What never changes: the chain's first facts and the rules of its game. */
@Path("/")
@RequestScoped
public class GenesisResource {

  @Inject ChainView view;
  @Inject Prices prices;

  /**
   * Genesis; JSON as it stands. Whoever trusts nobody hashes {@code bytes} and reads nothing else.
   */
  record GenesisView(
      String chain,
      String bytes,
      String name,
      int protocolVersion,
      long startTimeMs,
      List<String> flags,
      Map<String, Long> parameters,
      String rulesHash,
      int quorum,
      List<ValidatorKeys> validators,
      List<GatewayKey> gateways,
      List<TableLimits> tables,
      long supply,
      long treasury) {}

  /** A validator's public keys. */
  record ValidatorKeys(int id, String voteKey, String vrfKey) {}

  /** A gateway's public key. */
  record GatewayKey(int id, String key) {}

  /** A table's limits, base units. */
  record TableLimits(int id, String name, long bankroll, long stakeMin, long stakeMax) {}

  /** Genesis. */
  @GET
  @Path("genesis")
  @Produces(MediaType.APPLICATION_JSON)
  public Response genesis() {
    Genesis genesis = view.genesis();
    Map<String, Long> parameters = new LinkedHashMap<>();
    for (Parameter parameter : Parameter.values()) {
      parameters.put(parameter.name(), genesis.parameters().get(parameter));
    }
    return Answers.now(
        new GenesisView(
            genesis.chainId().toString(),
            HexFormat.of().formatHex(genesis.toWire()),
            genesis.name(),
            genesis.protocolVersion(),
            genesis.startTimeMs(),
            genesis.flags().stream().map(Enum::name).toList(),
            parameters,
            genesis.rulesHash().hex(),
            genesis.replicaSet().quorum().size(),
            genesis.validators().stream()
                .map(v -> new ValidatorKeys(v.id().value(), v.voteKey().hex(), v.vrfKey().hex()))
                .toList(),
            genesis.gateways().stream()
                .map(g -> new GatewayKey(g.id().value(), g.key().hex()))
                .toList(),
            genesis.tables().stream()
                .map(t ->
                    new TableLimits(
                        t.id().value(), t.name(), t.bankroll(), t.stakeMin(), t.stakeMax()))
                .toList(),
            genesis.supply(),
            genesis.treasury()));
  }

  /** The rules document: its tagged hash is {@code rulesHash}. */
  @GET
  @Path("rules")
  @Produces("text/plain;charset=UTF-8")
  public Response rules() {
    return Response.ok(view.ledger().rules().toText()).header("Cache-Control", "no-store").build();
  }

  /** What each bet pays at most and what it costs, by the rules of this chain. */
  @GET
  @Path("edges")
  @Produces(MediaType.APPLICATION_JSON)
  public Response edges() {
    return Answers.now(prices.of(view.ledger().rules()));
  }
}
