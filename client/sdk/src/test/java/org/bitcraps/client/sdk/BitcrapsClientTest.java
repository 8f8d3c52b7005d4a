package org.bitcraps.client.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.proof.OutcomeProof;
import org.bitcraps.evidence.proof.ProofDocument;
import org.bitcraps.evidence.proof.RoundProof;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.evidence.wire.MalformedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against canned answers over real HTTP: what it sends, and what it makes of them. */
class BitcrapsClientTest {

  private static final TableId TABLE = new TableId(1);

  private FakeGateway gateway;
  private BitcrapsClient client;
  private OutcomeProof proof;
  private Genesis genesis;
  private ChainId chain;
  private final PlayerKey key = PlayerKey.generate();

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    client = BitcrapsClient.of(gateway.uri());
    ProofFile vector = FakeGateway.proof("field-won.json");
    proof = ((ProofDocument.OfBet) vector.document()).proof();
    genesis = proof.genesis();
    chain = genesis.chainId();
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  private static <T> T get(CompletableFuture<T> answer) {
    return Player.await(answer);
  }

  private SignedBet bet() {
    return SignedBet.sign(
        new Wager(chain, key.publicKey(), TABLE, 7, BetType.FIELD, 1320, 3, 99), key);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void sendsEveryFieldOfABetAndNothingElse() {
    SignedBet bet = bet();
    gateway.accepted(
        "POST /api/v1/games/1/bets",
        "{\"receipts\":[{\"id\":\"" + bet.id() + "\",\"status\":\"ACCEPTED\",\"proof\":\"/p\"}]}");
    assertThat(get(client.placeBet(bet))).isEqualTo(new OrderTaken(bet.id(), "ACCEPTED"));
    String one =
        "{\"chain\":\"%s\",\"key\":\"%s\",\"table\":1,\"round\":7,\"type\":\"FIELD\",\"amount\":1320,\"nonce\":3,\"expiresAtMs\":99,\"signature\":\"%s\"}"
            .formatted(chain, key.publicKey(), bet.signature());
    assertThat(gateway.requests).containsExactly("POST /api/v1/games/1/bets " + one);
    assertThat(get(client.placeBets(TABLE, List.of(bet)))).hasSize(1);
    assertThat(gateway.requests.get(1)).isEqualTo("POST /api/v1/games/1/bets [" + one + "]");
  }

  @Test
  void sendsEveryKindOfOrder() {
    PlayerOrder grant = new PlayerOrder.FaucetGrant(chain, key.publicKey(), 5, 0, 9);
    PlayerOrder transfer =
        new PlayerOrder.Transfer(chain, key.publicKey(), new AccountId(Digest.ZERO), 5, 1, 9);
    PlayerOrder change =
        new PlayerOrder.ChangeBet(
            chain, key.publicKey(), TABLE, bet().id(), PlayerOrder.Change.TAKE_DOWN, 0, 2, 9);
    for (PlayerOrder order : List.of(grant, transfer, change)) {
      gateway.accepted(
          "POST /api/v1/orders",
          "{\"receipts\":[{\"id\":\"" + order.id() + "\",\"status\":\"DUPLICATE\"}]}");
      SignedOrder signed = SignedOrder.sign(order, key);
      assertThat(get(client.placeOrder(signed)).status()).isEqualTo("DUPLICATE");
      assertThat(gateway.requests.get(gateway.requests.size() - 1))
          .contains("\"signature\":\"" + signed.signature() + "\"");
    }
    assertThat(gateway.requests.get(0)).contains("{\"kind\":\"FAUCET_GRANT\",").contains("\":5,");
    assertThat(gateway.requests.get(1)).contains("\"TRANSFER\"").contains("\"to\":\"0000");
    assertThat(gateway.requests.get(2))
        .contains("\"CHANGE_BET\"")
        .contains("\"change\":\"TAKE_DOWN\"")
        .contains("\"bet\":\"" + bet().id() + "\"");
  }

  @Test
  void doesNotBelieveAnotherIdThanItsOwn() {
    gateway.accepted("POST /api/v1/games/1/bets", "{\"receipts\":[{\"id\":\"00\"}]}");
    assertThatThrownBy(() -> get(client.placeBet(bet())))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("id");
  }

  @Test
  void refusalsAreTyped() {
    gateway.problem(
        "POST /api/v1/games/1/bets",
        422,
        "{\"type\":\"urn:bitcraps:problem:funds\",\"title\":\"t\",\"status\":422,\"detail\":\"too little\",\"field\":\"amount\"}",
        "3");
    assertThatThrownBy(() -> get(client.placeBet(bet())))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.name()).isEqualTo("funds");
              assertThat(e.type()).isEqualTo("urn:bitcraps:problem:funds");
              assertThat(e.title()).isEqualTo("t");
              assertThat(e.status()).isEqualTo(422);
              assertThat(e.detail()).isEqualTo("too little");
              assertThat(e.field()).contains("amount");
              assertThat(e.retryAfterSeconds()).isEqualTo(3);
            });
    gateway.plain("GET /api/v1/genesis", 502, "bad gateway");
    assertThatThrownBy(() -> get(client.genesis()))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("does not answer as a gateway: HTTP 502");
    gateway.json("GET /api/v1/genesis", "{\"bytes\":\"00\",\"bytes\":\"01\"}");
    assertThatThrownBy(() -> get(client.genesis())).isInstanceOf(MalformedException.class);
    gateway.json("GET /api/v1/genesis", "{\"bytes\":\"zz\"}");
    assertThatThrownBy(() -> get(client.genesis())).isInstanceOf(MalformedException.class);
  }

  @Test
  void saysThatNobodyIsThere() {
    try (BitcrapsClient nobody = BitcrapsClient.of(URI.create("http://127.0.0.1:1"))) {
      assertThatThrownBy(() -> get(nobody.tables()))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("there is no gateway at http://127.0.0.1:1/: ");
      assertThat(get(nobody.ready())).isFalse();
    }
  }

  @Test
  void takesOnlyTheTrustedGenesis() {
    gateway.json("GET /api/v1/genesis", "{\"bytes\":\"" + hex(genesis.toWire()) + "\"}");
    assertThat(get(client.genesis(chain))).isEqualTo(genesis);
    assertThatThrownBy(() -> get(client.genesis(new ChainId(Digest.ZERO))))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("you trust 0000");
  }

  @Test
  void readsTablesAccountsAndOrders() {
    String table =
        "{\"table\":1,\"name\":\"first\",\"round\":4,\"phase\":\"BETTING\",\"closesAtMs\":900,\"timeMs\":500,\"more\":[1]}";
    gateway.json("GET /api/v1/games", "{\"games\":[" + table + "]}");
    gateway.json("GET /api/v1/games/1", table);
    TableStatus status = get(client.table(TABLE));
    assertThat(get(client.tables())).containsExactly(status);
    assertThat(status.isBettingFor(400)).isTrue();
    assertThat(status.isBettingFor(401)).isFalse();
    gateway.json(
        "GET /api/v1/accounts/" + key.publicKey(),
        "{\"begun\":true,\"balance\":7,\"nextNonce\":2,\"openBets\":[]}");
    assertThat(get(client.account(key.publicKey())).nextNonce()).isEqualTo(2);
    String decided = "{\"id\":\"x\",\"state\":\"REFUSED\",\"reason\":\"FUNDS\",\"settlements\":[]}";
    gateway.json("GET /api/v1/games/1/bets/" + bet().id(), decided);
    gateway.json("GET /api/v1/orders/" + bet().id(), decided);
    assertThat(get(client.bet(TABLE, bet().id())).reason()).isEqualTo("FUNDS");
    assertThat(get(client.order(bet().id())).state()).isEqualTo(BetStatus.State.REFUSED);
    gateway.json("GET /api/v1/consensus/status", "{\"sequence\":4}");
    gateway.json("GET /api/v1/consensus/validators", "{\"validators\":[]}");
    assertThat(get(client.status()).path("sequence").asLong()).isEqualTo(4);
    assertThat(get(client.validators()).path("validators").isArray()).isTrue();
    gateway.plain("GET /api/v1/rules", 200, "bitcraps rules 1\n");
    assertThat(get(client.rules())).startsWith("bitcraps rules");
    gateway.json("GET /api/v1/health/ready", "{}");
    assertThat(get(client.ready())).isTrue();
  }

  @Test
  void proofsAreCheckedHere() throws IOException {
    String id = proof.bet().id().toString();
    String text = FakeGateway.vector("field-won.json");
    gateway.json("GET /api/v1/games/1/bets/" + id + "/proof", text);
    ProofFile file = get(client.fetchProof(TABLE, proof.bet().id()));
    assertThat(file.verify(chain).isVerified()).isTrue();
    assertThat(file.claimedChain()).isEqualTo(chain);
    assertThat(file.verify(new ChainId(Digest.ZERO)).isVerified()).isFalse();
    gateway.json("GET /api/v1/games/1/proofs?round=3", FakeGateway.vector("round.json"));
    ProofFile round = get(client.fetchRoundProof(TABLE, 3));
    assertThat(round.verify(chain).isVerified()).isTrue();
    // A key that stands twice may hide what a reader sees.
    String twice = text.replaceFirst("\"bet\":", "\"bet\": \"00\", \"bet\":");
    Verdict verdict = ProofFile.of(twice.getBytes(UTF_8)).verify(chain);
    assertThat(verdict.result()).isInstanceOf(Verdict.Mismatch.class);
  }

  @Test
  void everyPublishedProofHasItsVerdictUnderTheProvidersOfPlayers() throws IOException {
    JsonNode index = Json.node(FakeGateway.vector("index.json").getBytes(UTF_8));
    assertThat(index.size()).isGreaterThan(5);
    for (JsonNode row : index) {
      ChainId trusted = new ChainId(Digest.fromHex(row.path("chain").asText()));
      Verdict verdict = FakeGateway.proof(row.path("file").asText()).verify(trusted);
      String result =
          switch (verdict.result()) {
            case Verdict.Verified verified -> "VERIFIED";
            case Verdict.NotYet notYet -> "NOT_YET";
            case Verdict.Mismatch mismatch -> mismatch.reason().name();
          };
      assertThat(result).as(row.toString()).isEqualTo(row.path("result").asText());
    }
  }

  @Test
  void certificatesAreCheckedOneByOne() {
    QuorumCertificate<Statement.Commit> good = proof.placement().block().certificate();
    gateway.json("GET /api/v1/consensus/qc/3", "{\"bytes\":\"" + hex(good.toWire()) + "\"}");
    QuorumCertificate<Statement.Commit> got =
        get(client.getQuorumCertificate(new SequenceNumber(3)));
    assertThat(LocalChecks.verifyQuorumCertificate(got, genesis)).isEmpty();
    List<Vote> two = good.votes().subList(0, 2);
    assertThat(
            LocalChecks.verifyQuorumCertificate(
                new QuorumCertificate<>(good.statement(), two), genesis))
        .contains(QuorumCertificate.Fault.TOO_FEW_SIGNERS);
    byte[] leaf = proof.placement().receipt().leaf().toWire();
    Digest root = good.statement().resultRoot();
    assertThat(LocalChecks.verifyInclusion(leaf, proof.placement().receipt().path(), root))
        .isTrue();
    leaf[9] ^= 1;
    assertThat(LocalChecks.verifyInclusion(leaf, proof.placement().receipt().path(), root))
        .isFalse();
  }

  @Test
  void diceAreRecomputed() throws IOException {
    ProofFile vector = FakeGateway.proof("round.json");
    RoundProof round = ((ProofDocument.OfRound) vector.document()).proof();
    RollRecorded roll = (RollRecorded) round.round().roll().orElseThrow().leaf().leaf();
    TreeMap<Integer, String> commitments = new TreeMap<>();
    TreeMap<Integer, String> reveals = new TreeMap<>();
    roll.committers().forEach((id, digest) -> commitments.put(id.value(), digest.hex()));
    roll.reveals().forEach((id, secret) -> reveals.put(id.value(), secret.value().hex()));
    Map<String, Object> told3 =
        Map.of(
            "table",
            1,
            "round",
            3,
            "dice",
            List.of(roll.roll().die1(), roll.roll().die2()),
            "beacon",
            roll.beacon().value().hex(),
            "commitments",
            commitments,
            "reveals",
            reveals);
    gateway.json("GET /api/v1/games/1/rounds/3/randomness", new String(Json.write(told3), UTF_8));
    Randomness told = get(client.getRandomness(TABLE, 3));
    assertThat(told.isConsistent(chain)).isTrue();
    TreeMap<ReplicaId, DiceSecret> fewer = new TreeMap<>(told.reveals());
    fewer.remove(fewer.firstKey());
    assertThat(
            new Randomness(TABLE, 3, told.commitments(), fewer, told.beacon(), told.roll())
                .isConsistent(chain))
        .isFalse();
    Roll other = Roll.fromIndex((told.roll().index() + 1) % Roll.COUNT);
    assertThat(
            new Randomness(TABLE, 3, told.commitments(), told.reveals(), told.beacon(), other)
                .isConsistent(chain))
        .isFalse();
    gateway.json("GET /api/v1/games/1/rounds/3/randomness", "{\"table\":1,\"dice\":[1]}");
    assertThatThrownBy(() -> get(client.getRandomness(TABLE, 3)))
        .isInstanceOf(MalformedException.class);
  }
}
