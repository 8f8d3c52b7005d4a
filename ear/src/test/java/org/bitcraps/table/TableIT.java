package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.client.sdk.BetStatus.State;
import org.bitcraps.client.sdk.LocalChecks;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.ProofFile;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.proof.LightClient;
import org.bitcraps.evidence.proof.ProofDocument;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A bet is proven to its player, and validators may fail: one is not missed, two are waited for.
 */
@ExtendWith(ArquillianExtension.class)
class TableIT {

  /** bitcraps.consensus.base-timeout-ms and the most that it backs off to (DESIGN P4). */
  private static final long BASE_TIMEOUT_MS = 500;

  private static final int BACK_OFF_MAX = 8;

  /** More blocks than a validator keeps in flight (pipeline_depth): it has to ask for them. */
  private static final int MISSED_BLOCKS = 20;

  /** What was certified when a validator went has arrived, once nothing comes for so long. */
  private static final Duration TAIL = Duration.ofMillis(700);

  private static final Duration OUTAGE = Duration.ofSeconds(10);
  private static final double CORES_MAX = 0.2;

  private static LiveTable table;
  private static Validators validators;
  private static Guest guest;
  private static AccountId friend;

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
    validators = new Validators(table);
    guest = Guest.funded(table);
    friend = Guest.unknown(table).key().account();
  }

  @AfterAll
  static void leave() {
    if (table != null) {
      table.close();
    }
  }

  @AfterEach
  void everybody_is_back() throws Exception {
    validators.restore();
  }

  @Test
  void a_bet_is_certified_by_a_quorum_of_genesis_and_proven_to_its_player() {
    SignedBet bet = guest.stake(Duration.ofMillis(500));

    ProofFile proof = guest.player().awaitProof(LiveTable.ID, bet.id(), LiveTable.PATIENCE);

    ChainId chain = table.genesis().chainId();
    Verdict verdict = proof.verify(chain);
    assertThat(verdict.isVerified()).as(verdict.toString()).isTrue();
    assertThat(proof.verify(new ChainId(Digest.ZERO)).isVerified()).isFalse();
    assertThat(proof.document())
        .isInstanceOfSatisfying(
            ProofDocument.OfBet.class,
            document -> {
              assertThat(document.proof().bet()).isEqualTo(bet);
              certified(document.proof().placement().block().sequence());
            });
  }

  /** The certificate of that block, and of every block before it. */
  private static void certified(SequenceNumber sequence) {
    Genesis genesis = table.genesis();
    QuorumCertificate<Statement.Commit> certificate =
        Player.await(table.client().getQuorumCertificate(sequence));
    assertThat(LocalChecks.verifyQuorumCertificate(certificate, genesis)).isEmpty();
    assertThat(certificate.statement().sequence()).isEqualTo(sequence);
    assertThat(certificate.signers()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    assertThat(genesis.replicaSet().ids()).containsAll(certificate.signers());
    assertThat(
            LocalChecks.verifyQuorumCertificate(
                new QuorumCertificate<>(certificate.statement(), certificate.votes().subList(0, 2)),
                genesis))
        .hasValue(QuorumCertificate.Fault.TOO_FEW_SIGNERS);

    LightClient light =
        LightClient.from(genesis, genesis.chainId(), new Verifier(Schemes.best().scheme()));
    while (light.last().compareTo(sequence) < 0) {
      assertThat(light.follow(Player.await(table.client().block(light.last().next())))).isEmpty();
    }
    assertThat(Player.await(table.client().block(sequence)).certificate()).isEqualTo(certificate);
  }

  @Test
  void a_validator_that_is_down_is_not_missed_and_catches_up_when_it_is_back() throws Exception {
    int primary = validators.primary();
    int down = (primary + 2) % Validators.COUNT;
    int other = (primary + 3) % Validators.COUNT;
    validators.stop(down);
    LiveTable.Block stopped = table.quiet(TAIL);

    assertThat(Validators.isUp(validators.status(), down)).isFalse();
    SignedBet bet = guest.stake(Duration.ofMillis(500));
    assertThat(guest.answer(bet.id()).state()).isIn(State.PLACED, State.DECIDED);
    JsonNode roll = table.nextRoll();
    assertThat(roll.path("reveals").has("" + down)).as(roll.toString()).isFalse();
    assertThat(roll.path("reveals")).hasSize(3);
    // A machine that stalls for a timeout costs a primary its view, and the count begins anew.
    // Where the absence of a validator cost it, no count would come to its end.
    long end = System.nanoTime() + LiveTable.PATIENCE.toNanos();
    boolean undisturbed = table.inOneView(stopped, MISSED_BLOCKS);
    while (!undisturbed && System.nanoTime() < end) {
      guest.makeBlock(friend);
      undisturbed = table.inOneView(stopped, MISSED_BLOCKS);
    }
    assertThat(undisturbed).as("%d blocks in a row without a new primary", MISSED_BLOCKS).isTrue();
    long missed = table.head().n();
    LiveTable.Block signedByRest =
        table.block(LiveTable.isAfter(stopped), LiveTable.PATIENCE).orElseThrow();
    assertThat(signedByRest.signers()).hasSize(3).doesNotContain(down);

    validators.start(down);
    JsonNode back =
        validators.await(
            status -> Validators.isUp(status, down) && Validators.holds(status, down, missed));
    report("a validator was %d blocks behind and has them again".formatted(missed - stopped.n()));
    assertThat(Validators.of(back, down).path("condition").asText()).isEqualTo("UP");

    // Three of the four are a quorum only with the one that was away: now its vote is needed.
    validators.stop(other);
    LiveTable.Block alone = table.quiet(TAIL);
    guest.makeBlock(friend);
    assertThat(table.block(LiveTable.isAfter(alone), LiveTable.PATIENCE).orElseThrow().signers())
        .hasSize(3)
        .contains(down)
        .doesNotContain(other);
  }

  @Test
  void the_table_goes_on_under_the_next_primary() throws Exception {
    long round = table.openRound(Duration.ofMillis(BASE_TIMEOUT_MS * 4));
    SignedBet bet = guest.bet(BetType.FIELD, Guest.CHIP, round, guest.account().nextNonce());
    LiveTable.Block before = table.head();
    int primary = validators.primary();

    validators.stop(primary);
    long stoppedNs = System.nanoTime();
    Player.await(table.client().placeBet(bet));
    LiveTable.Block next =
        table.block(block -> block.view() > before.view(), LiveTable.PATIENCE).orElseThrow();

    long ms = (next.atNs() - stoppedNs) / 1_000_000;
    report("time to next commit after the primary stopped: " + ms + " ms");
    // One timeout, and what a view change sends, is what it should take; beyond the longest
    // timeout that there is nobody would call it going on.
    assertThat(ms).isLessThan(BASE_TIMEOUT_MS * BACK_OFF_MAX);
    assertThat(next.signers()).hasSize(3).doesNotContain(primary);
    assertThat(validators.primary()).isNotEqualTo(primary);
    assertThat(guest.answer(bet.id()).state()).isIn(State.PLACED, State.DECIDED);
    JsonNode roll = table.nextRoll();
    assertThat(roll.path("round").asLong()).isGreaterThanOrEqualTo(round);
  }

  @Test
  void two_that_are_down_are_waited_for_by_name_and_nothing_is_lost() throws Exception {
    ServerProcess server = new ServerProcess();
    long round = table.openRound(Duration.ofSeconds(2));
    SignedBet bet = guest.bet(BetType.FIELD, Guest.CHIP, round, guest.account().nextNonce());
    long balance = guest.account().balance();
    validators.stop(1);
    validators.stop(3);
    Player.await(table.client().placeBet(bet));
    BetId paid = guest.pay(friend, Guest.CHIP);
    LiveTable.Block last = table.quiet(TAIL);

    Duration cpuBefore = server.cpu();
    Optional<LiveTable.Block> unexpected = table.block(LiveTable.isAfter(last), OUTAGE);
    Duration cpu = server.cpu().minus(cpuBefore);

    assertThat(unexpected).isEmpty();
    report(
        "CPU while two of four were down: %d ms in %d s"
            .formatted(cpu.toMillis(), OUTAGE.toSeconds()));
    assertThat((double) cpu.toMillis() / OUTAGE.toMillis()).isLessThan(CORES_MAX);
    assertThat(waiting(validators.status()))
        .containsEntry("QUORUM_NOT_REACHED", List.of(1, 3))
        .containsKey("CLOSE_OVERDUE");
    assertThat(Player.await(table.client().order(bet.id())).state()).isEqualTo(State.PENDING);

    validators.start(1);
    long startedNs = System.nanoTime();
    validators.start(3);
    LiveTable.Block next = table.block(LiveTable.isAfter(last), LiveTable.PATIENCE).orElseThrow();
    report(
        "time to next commit after the third of four came back: %d ms"
            .formatted((next.atNs() - startedNs) / 1_000_000));

    // The close was due during the outage and comes before all else (B4): too late, with a receipt.
    assertThat(guest.answer(paid).state()).isEqualTo(State.DONE);
    assertThat(guest.answer(bet.id()))
        .satisfies(answer -> {
          assertThat(answer.state()).isEqualTo(State.REFUSED);
          assertThat(answer.reason()).isEqualTo("ROUND_CLOSED");
        });
    assertThat(guest.account().balance()).isEqualTo(balance - Guest.CHIP);
    Verdict verdict =
        guest
            .player()
            .awaitProof(LiveTable.ID, bet.id(), LiveTable.PATIENCE)
            .verify(table.genesis().chainId());
    assertThat(verdict.isVerified()).as(verdict.toString()).isTrue();
    validators.await(status -> waiting(status).isEmpty());
    assertThat(guest.answer(guest.stake(Duration.ofMillis(500)).id()).state())
        .isIn(State.PLACED, State.DECIDED);
  }

  private static Map<String, List<Integer>> waiting(JsonNode status) {
    Map<String, List<Integer>> reasons = new TreeMap<>();
    status
        .path("waiting")
        .forEach(reason -> {
          List<Integer> missing = new ArrayList<>();
          reason.path("validators").forEach(id -> missing.add(id.asInt()));
          reasons.put(reason.path("code").asText(), missing);
        });
    return reasons;
  }

  /** A measured number, for whoever reads the build's output. */
  private static void report(String sentence) {
    System.out.println("TableIT: " + sentence);
  }
}
