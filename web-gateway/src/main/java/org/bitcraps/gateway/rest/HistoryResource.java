package org.bitcraps.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.chronicle.AccountLine;
import org.bitcraps.evidence.chronicle.BlockLine;
import org.bitcraps.evidence.chronicle.Coverage;
import org.bitcraps.evidence.chronicle.Filter;
import org.bitcraps.evidence.chronicle.Page;
import org.bitcraps.evidence.chronicle.Paging;
import org.bitcraps.evidence.chronicle.Range;
import org.bitcraps.evidence.chronicle.ReceiptLine;
import org.bitcraps.evidence.chronicle.RevealLine;
import org.bitcraps.evidence.chronicle.RoundLine;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.history.HistoryDesk;
import org.bitcraps.gateway.history.HistoryStanding;

/** The readable history: looked up here, believed by its proofs. */
@Path("/history")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {

  private static final MediaType CSV = new MediaType("text", "csv", "utf-8");

  @Inject HistoryDesk desk;
  @Inject ChainView view;

  @Context UriInfo address;

  /**
   * Where the history is.
   *
   * @param firstBlock the first block it has lines of; null while that is not known
   * @param gap whether blocks before that are missing
   * @param chainBlock the last block of the chain as this gateway knows it
   */
  record Standing(
      HistoryStanding.State state,
      Long firstBlock,
      Long lastBlock,
      Boolean gap,
      long chainBlock,
      @JsonInclude(JsonInclude.Include.NON_NULL) String problem) {}

  /** One line and where its proof is: null where there is nothing to prove but the opening. */
  record Item<T>(@JsonUnwrapped T line, String proof) {}

  /** A page; {@code next} is the cursor of the following one, null after the last line. */
  record Lines<T>(List<Item<T>> lines, String next, long firstBlock, long lastBlock) {}

  /** A round with what the validators gave to its dice. */
  record RoundWithReveals(@JsonUnwrapped RoundLine line, List<RevealLine> reveals, String proof) {}

  /** Where the history is. */
  @GET
  public Response standing() {
    HistoryStanding now = desk.standing();
    return Answers.now(
        new Standing(
            now.state(),
            now.coverage().map(Coverage::first).orElse(null),
            now.coverage().map(Coverage::last).orElse(null),
            now.coverage().map(Coverage::hasGap).orElse(null),
            view.last().sequence().value(),
            now.problem().orElse(null)));
  }

  /** Blocks. */
  @GET
  @Path("blocks")
  public Response blocks() {
    HistoryQuery query =
        new HistoryQuery(
            address.getQueryParameters(), "fromSequence", "toSequence", "fromTimeMs", "toTimeMs");
    Filter filter = query.filter();
    Paging paging = query.paging();
    return answer(
        query,
        BlockLine.class,
        desk.ask(chronicle -> chronicle.blocks(filter, paging)),
        HistoryResource::proofOf);
  }

  /** Rounds with their dice. */
  @GET
  @Path("rounds")
  public Response rounds() {
    HistoryQuery query =
        new HistoryQuery(
            address.getQueryParameters(),
            "table",
            "fromRound",
            "toRound",
            "fromTimeMs",
            "toTimeMs");
    Filter filter = query.filter();
    Paging paging = query.paging();
    return answer(
        query,
        RoundLine.class,
        desk.ask(chronicle -> chronicle.rounds(filter, paging)),
        HistoryResource::proofOf);
  }

  /** One round with what the validators gave to its dice. */
  @GET
  @Path("rounds/{table}/{round}")
  public Response round(@PathParam("table") String table, @PathParam("round") String round) {
    int of = Answers.table(view, table).value();
    long number = Answers.number(round, "round");
    Filter filter =
        new Filter(
            Range.ALL,
            Range.ALL,
            Optional.of(of),
            Range.of(number, number),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Optional<RoundWithReveals> found =
        desk.ask(chronicle -> {
          List<RoundLine> lines = chronicle.rounds(filter, Paging.first(1)).lines();
          return lines.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new RoundWithReveals(
                      lines.getFirst(), chronicle.reveals(of, number), proofOf(lines.getFirst())));
        });
    return Answers.now(
        found.orElseThrow(() ->
            Answers.refused(
                ProblemCode.ROUND_NOT_FOUND,
                "round",
                "the history has no round " + number + " of table " + of)));
  }

  /** Bets, their settlements, other orders: of one player, one table, or all. */
  @GET
  @Path("receipts")
  public Response receipts() {
    HistoryQuery query =
        new HistoryQuery(
            address.getQueryParameters(),
            "fromSequence",
            "toSequence",
            "fromTimeMs",
            "toTimeMs",
            "table",
            "fromRound",
            "toRound",
            "player",
            "account",
            "kind",
            "type",
            "outcome");
    return receipts(query, query.filter());
  }

  private Response receipts(HistoryQuery query, Filter filter) {
    Paging paging = query.paging();
    return answer(
        query,
        ReceiptLine.class,
        desk.ask(chronicle -> chronicle.receipts(filter, paging)),
        HistoryResource::proofOf);
  }

  /** An account's balance and how many lines led to it. */
  @GET
  @Path("accounts/{key}")
  public Response account(@PathParam("key") String key) {
    AccountId account = accountOf(key);
    AccountLine line =
        desk.ask(chronicle -> chronicle.account(account))
            .orElseThrow(() ->
                Answers.refused(
                    ProblemCode.ACCOUNT_NOT_FOUND, "key", "the history has no line of it"));
    return Answers.now(line);
  }

  /** Every change of its balance: the changes from the first line on add up to each balance. */
  @GET
  @Path("accounts/{key}/statement")
  public Response statement(@PathParam("key") String key) {
    AccountId account = accountOf(key);
    HistoryQuery query =
        new HistoryQuery(
            address.getQueryParameters(), "fromSequence", "toSequence", "fromTimeMs", "toTimeMs");
    Filter asked = query.filter();
    return receipts(
        query,
        new Filter(
            asked.sequences(),
            asked.timesMs(),
            Optional.empty(),
            Range.ALL,
            Optional.of(account),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static AccountId accountOf(String key) {
    return AccountId.of(PublicKey.fromBytes(Answers.bytes(key, PublicKey.BYTES, "key")));
  }

  private static String proofOf(BlockLine line) {
    return "/api/v1/consensus/qc/" + line.sequence();
  }

  private static String proofOf(RoundLine line) {
    return line.sequence() == null
        ? null
        : "/api/v1/games/" + line.table() + "/proofs?round=" + line.round();
  }

  private static String proofOf(ReceiptLine line) {
    boolean isBet = line.kind().equals("BET") || line.kind().equals("SETTLEMENT");
    if (isBet) {
      return "/api/v1/games/" + line.table() + "/bets/" + line.order() + "/proof";
    }
    return line.kind().equals("OPENING") ? null : "/api/v1/consensus/qc/" + line.sequence();
  }

  private <T extends Record> Response answer(
      HistoryQuery query, Class<T> type, Page<T> page, Function<T, String> proof) {
    Optional<String> next = page.next().map(HistoryQuery::cursor);
    if (query.csv()) {
      Function<T, String> cell = line -> Optional.ofNullable(proof.apply(line)).orElse("");
      Response.ResponseBuilder answer =
          Response.ok(Csv.of(type, page.lines(), cell), CSV)
              .header("Cache-Control", "no-store")
              .header("Content-Disposition", "attachment; filename=\"bitcraps-history.csv\"");
      next.ifPresent(cursor ->
          answer.link(
              address.getRequestUriBuilder().replaceQueryParam("cursor", cursor).build(), "next"));
      return answer.build();
    }
    Coverage coverage = desk.standing().coverage().orElse(new Coverage(1, 0));
    return Answers.now(
        new Lines<>(
            page.lines().stream().map(line -> new Item<>(line, proof.apply(line))).toList(),
            next.orElse(null),
            coverage.first(),
            coverage.last()));
  }
}
