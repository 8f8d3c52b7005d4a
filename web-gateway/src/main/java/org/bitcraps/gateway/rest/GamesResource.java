package org.bitcraps.gateway.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.bet.BetLine;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.RollView;
import org.bitcraps.gateway.collection.RoundTrail;
import org.bitcraps.gateway.collection.TableView;
import org.bitcraps.gateway.proof.Proofs;

/** Tables, their rounds, and what proves the dice. */
@Path("/games")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GamesResource {

  private static final int HISTORY_MAX = 200;

  @Inject ChainView view;
  @Inject Proofs proofs;

  /** A table at this moment: {@code timeMs} is our clock, for countdowns. */
  record Game(@JsonUnwrapped TableView state, List<BetLine> bets, long timeMs) {}

  /** All tables. */
  @GET
  public Response games() {
    ExecutedBlock last = view.last();
    List<Game> games = new ArrayList<>();
    for (Map.Entry<TableId, TableLedger> table : last.ledger().tables()) {
      games.add(game(last, table.getValue()));
    }
    return Answers.now(Map.of("games", games));
  }

  /** One table. */
  @GET
  @Path("{table}")
  public Response game(@PathParam("table") String table) {
    TableId id = Answers.table(view, table);
    ExecutedBlock last = view.last();
    TableLedger state = last.ledger().table(id).orElseThrow();
    return Answers.now(game(last, state));
  }

  private static Game game(ExecutedBlock last, TableLedger state) {
    return new Game(TableView.of(last, state), TableView.lines(state), System.currentTimeMillis());
  }

  /** The last rolls, newest first. */
  @GET
  @Path("{table}/history")
  public Response history(@PathParam("table") String table, @QueryParam("count") String count) {
    TableId id = Answers.table(view, table);
    int most = count == null ? 20 : (int) Math.min(HISTORY_MAX, Answers.number(count, "count"));
    return Answers.now(
        Map.of("rolls", view.rolls(id, most).stream().map(GamesResource::roll).toList()));
  }

  /** Commitments, reveals and dice of a round. */
  @GET
  @Path("{table}/rounds/{round}/randomness")
  public Response randomness(@PathParam("table") String table, @PathParam("round") String round) {
    TableId id = Answers.table(view, table);
    long number = Answers.number(round, "round");
    RoundTrail trail = view.round(id, number).orElseThrow(() -> noRound(id, number));
    if (trail.rolled().isEmpty()) {
      throw new RefusedException(
          Problem.of(
                  ProblemCode.PROOF_NOT_READY,
                  "round",
                  "the dice of round " + number + " are not known yet")
              .retryAfter(1));
    }
    return Answers.now(roll(trail));
  }

  private static RollView roll(RoundTrail trail) {
    return RollView.of(
        trail.rolledAt().orElseThrow().sequence().value(),
        trail.rolled().orElseThrow(),
        trail.missing());
  }

  /** Everything that proves a round's dice. */
  @GET
  @Path("{table}/proofs")
  public Response proof(@PathParam("table") String table, @QueryParam("round") String round) {
    TableId id = Answers.table(view, table);
    if (round == null) {
      throw Answers.refused(ProblemCode.FIELD_MISSING, "round", "which round: ?round=17");
    }
    long number = Answers.number(round, "round");
    try {
      return Answers.now(proofs.round(id, number).orElseThrow(() -> noRound(id, number)));
    } catch (Archive.PrunedException e) {
      throw new RefusedException(Problem.of(ProblemCode.PRUNED, "round", e.getMessage()));
    }
  }

  private RefusedException noRound(TableId table, long round) {
    return round > 0 && round < view.firstRound(table)
        ? Answers.refused(
            ProblemCode.PRUNED,
            "round",
            "rounds before " + view.firstRound(table) + " are no longer kept here")
        : Answers.refused(
            ProblemCode.ROUND_NOT_FOUND, "round", "round " + round + " has not opened");
  }
}
