package org.bitcraps.client.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * One gateway's API (SPEC §6, §8). Every call answers later: with the value, or exceptionally with
 * {@link ProblemException} (the gateway refused), {@link UnreachableException} (no gateway there),
 * {@link MalformedException} (it answered what is none). Thread-safe.
 *
 * <p>What a gateway says is believed nowhere: {@link #genesis} checks the chain id, proofs and
 * certificates are checked by {@link ProofFile} and {@link LocalChecks}.
 */
public final class BitcrapsClient implements AutoCloseable {

  private static final int BLOCK_BYTES_MAX = 4 << 20;

  private final HttpClient http;
  private final GatewayHttp gateway;

  private BitcrapsClient(HttpClient http, URI gateway) {
    this.http = http;
    this.gateway = new GatewayHttp(gateway, http);
  }

  /** A client of the gateway at that address; {@code /api/v1/…} is appended. */
  public static BitcrapsClient of(URI gateway) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    return new BitcrapsClient(http, gateway);
  }

  /** The gateway's address. */
  public URI gateway() {
    return gateway.base();
  }

  /** The genesis of the gateway's chain, whatever chain that is. */
  public CompletableFuture<Genesis> genesis() {
    return get("genesis", node -> bytes(node, Genesis.BYTES_MAX, Genesis::decode));
  }

  /**
   * The genesis of the chain that you trust.
   *
   * @return exceptionally a {@link MalformedException} if the gateway serves another chain
   */
  public CompletableFuture<Genesis> genesis(ChainId trusted) {
    return genesis()
        .thenApply(genesis -> {
          MalformedException.require(
              genesis.chainId().equals(trusted),
              "chain",
              "%s serves chain %s, you trust %s"
                  .formatted(gateway.base(), genesis.chainId(), trusted));
          return genesis;
        });
  }

  /** The rules of the game as text. */
  public CompletableFuture<String> rules() {
    return gateway.get("rules").thenApply(text -> new String(text, StandardCharsets.UTF_8));
  }

  /** All tables. */
  public CompletableFuture<List<TableStatus>> tables() {
    return get(
        "games",
        node -> {
          List<TableStatus> tables = new ArrayList<>();
          JsonNode list = node.isArray() ? node : node.path("games");
          list.forEach(table -> tables.add(Json.view(table, TableStatus.class)));
          return tables;
        });
  }

  /** One table. */
  public CompletableFuture<TableStatus> table(TableId table) {
    return get("games/" + table, node -> Json.view(node, TableStatus.class));
  }

  /** The account of a key, begun or not. */
  public CompletableFuture<AccountStatus> account(PublicKey key) {
    return get("accounts/" + key.hex(), node -> Json.view(node, AccountStatus.class));
  }

  /** Sends a bet to its table. */
  public CompletableFuture<OrderTaken> placeBet(SignedBet bet) {
    return gateway
        .post("games/" + bet.bet().table() + "/bets", OrderForms.form(bet))
        .thenApply(answer -> taken(Json.node(answer).path("receipts").path(0), bet.id()));
  }

  /** Sends bets of one table in one request; all are taken, or none. */
  public CompletableFuture<List<OrderTaken>> placeBets(TableId table, List<SignedBet> bets) {
    return gateway
        .post("games/" + table + "/bets", bets.stream().map(OrderForms::form).toList())
        .thenApply(answer -> {
          JsonNode receipts = Json.node(answer).path("receipts");
          List<OrderTaken> taken = new ArrayList<>();
          for (int i = 0; i < bets.size(); i++) {
            taken.add(taken(receipts.path(i), bets.get(i).id()));
          }
          return taken;
        });
  }

  /** Sends a grant, a transfer, or a change of a bet. */
  public CompletableFuture<OrderTaken> placeOrder(SignedOrder order) {
    return gateway
        .post("orders", OrderForms.form(order))
        .thenApply(answer -> {
          JsonNode node = Json.node(answer);
          JsonNode receipt = node.has("receipts") ? node.path("receipts").path(0) : node;
          return taken(receipt, order.order().id());
        });
  }

  /** The id is known before the gateway answers: it has to agree. */
  private static OrderTaken taken(JsonNode receipt, BetId id) {
    String said = receipt.path("id").asText();
    MalformedException.require(
        said.equals(id.digest().hex()), "id", "the gateway calls " + id + " \"" + said + "\"");
    return new OrderTaken(id, receipt.path("status").asText("ACCEPTED"));
  }

  /** What the gateway says of a bet. */
  public CompletableFuture<BetStatus> bet(TableId table, BetId bet) {
    return get("games/" + table + "/bets/" + bet, BetStatus::of);
  }

  /** What the gateway says of any order. */
  public CompletableFuture<BetStatus> order(BetId order) {
    return get("orders/" + order, BetStatus::of);
  }

  /** The proof of a bet so far; {@code proof-not-ready} while it has no receipt. */
  public CompletableFuture<ProofFile> fetchProof(TableId table, BetId bet) {
    return gateway.get("games/" + table + "/bets/" + bet + "/proof").thenApply(ProofFile::of);
  }

  /** The proof of a round's dice so far. */
  public CompletableFuture<ProofFile> fetchRoundProof(TableId table, long round) {
    return gateway.get("games/" + table + "/proofs?round=" + round).thenApply(ProofFile::of);
  }

  /** The dice of a round with commitments and secrets. */
  public CompletableFuture<Randomness> getRandomness(TableId table, long round) {
    return get("games/" + table + "/rounds/" + round + "/randomness", Randomness::of);
  }

  /** A block with its certificate; nothing about it is checked yet. */
  public CompletableFuture<CertifiedBlock> block(SequenceNumber sequence) {
    return get(
        "consensus/blocks/" + sequence,
        node -> bytes(node, BLOCK_BYTES_MAX, CertifiedBlock::decode));
  }

  /**
   * The certificate of a block; check it with {@link LocalChecks#verifyQuorumCertificate} before
   * you believe it.
   */
  public CompletableFuture<QuorumCertificate<Statement.Commit>> getQuorumCertificate(
      SequenceNumber sequence) {
    return get(
        "consensus/qc/" + sequence,
        node -> bytes(node, BLOCK_BYTES_MAX, QuorumCertificate::decodeCommit));
  }

  /**
   * Saves certified blocks with all their bodies, for {@link BlocksOnDisk#replay}; nothing about
   * them is checked yet. Waits until all are here.
   *
   * @param file where to; must not be there yet
   * @param first the first block; 1 for the whole chain
   * @param last the last one; empty for all that are certified when the gateway is asked
   * @throws IOException if the file is there or cannot be written; what came is removed
   * @throws UnreachableException if the gateway stopped in the middle; what came is removed
   */
  public void downloadBlocks(Path file, SequenceNumber first, Optional<SequenceNumber> last)
      throws IOException {
    String path =
        "consensus/blocks.bin?from=" + first + last.map(number -> "&to=" + number).orElse("");
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      try (InputStream in = Player.await(gateway.stream(path))) {
        copy(in, out);
      } catch (IOException | RuntimeException e) {
        Files.delete(file);
        throw e;
      }
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        throw gateway.brokeOff(e);
      }
      if (count < 0) {
        return;
      }
      out.write(buffer, 0, count);
    }
  }

  /**
   * The whole state of the chain without its past: the latest snapshot that a quorum signed, and
   * every block after it, checked and executed here (SPEC §10). {@link SyncedChain#follow} goes on.
   *
   * @return exceptionally a {@link MalformedException} if the gateway serves another chain, or
   *     anything in it is not what a quorum signed
   */
  public CompletableFuture<SyncedChain> fastSync(ChainId trusted) {
    return genesis(trusted)
        .thenApplyAsync(
            genesis -> SyncedChain.begin(gateway, genesis),
            task -> Thread.ofVirtual().name("bitcraps-sync").start(task));
  }

  /** How consensus stands: JSON as it came. */
  public CompletableFuture<JsonNode> status() {
    return get("consensus/status", Function.identity());
  }

  /** The validators, up or down: JSON as it came. */
  public CompletableFuture<JsonNode> validators() {
    return get("consensus/validators", Function.identity());
  }

  /** How far the gateway's readable history is: JSON as it came. */
  public CompletableFuture<JsonNode> history() {
    return get("history", Function.identity());
  }

  /** Has the readable history dropped and written again from blocks, where that may be done. */
  public CompletableFuture<JsonNode> rebuildHistory() {
    return gateway.post("admin/history/rebuild", Map.of()).thenApply(Json::node);
  }

  /** Whether the gateway calls itself ready. */
  public CompletableFuture<Boolean> ready() {
    return gateway.get("health/ready").handle((answer, failure) -> failure == null);
  }

  /**
   * Follows a table; reconnects by itself, from the last number on, until closed.
   *
   * @param from resume after this number; empty to begin with a snapshot
   */
  public Subscription subscribe(TableId table, OptionalLong from, TableListener listener) {
    return Subscription.start(http, gateway.base(), table, from, listener);
  }

  private <T> CompletableFuture<T> get(String path, Function<JsonNode, T> read) {
    return gateway.get(path).thenApply(answer -> read.apply(Json.node(answer)));
  }

  private static <T> T bytes(JsonNode node, int bytesMax, Function<Decoder, T> read) {
    return Json.wire(node, "bytes", bytesMax, read);
  }

  /** Ends all connections of this client. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
