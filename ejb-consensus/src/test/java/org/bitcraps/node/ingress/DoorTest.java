package org.bitcraps.node.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.GatewayRequest;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.loop.LaneQueue;
import org.bitcraps.node.observation.Count;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.protocol.replica.Admission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes in, by which queue, and how a refusal is counted (X4). */
class DoorTest {

  private static final ReplicaId SELF = new ReplicaId(0);
  private static final ReplicaId PEER = new ReplicaId(1);
  private static final Digest SALT = Digest.of(DomainTag.GENESIS, new byte[] {1});
  static final Genesis GENESIS = genesis();

  private final LaneQueue<Input> inbox =
      new LaneQueue<>(
          Map.of(
              Lane.VOTES, new LaneQueue.Bounds(2, 1 << 20),
              Lane.BODIES, new LaneQueue.Bounds(1, 1 << 20)));
  private final Counts counts = new Counts();
  private final VerifierPool pool = new VerifierPool(Thread::new, 1);
  private final Door door =
      new Door(
          new Admission(GENESIS, SELF, new Verifier(Schemes.best().scheme())),
          inbox,
          pool,
          Clock.systemUTC(),
          counts,
          new Watch(SELF, counts));

  static Signer signer(int number) {
    byte[] seed = new byte[32];
    seed[0] = (byte) number;
    return Signers.fromSeed(seed);
  }

  private static Genesis genesis() {
    List<Genesis.Validator> validators =
        List.of(0, 1, 2, 3).stream()
            .map(id ->
                Genesis.Validator.prove(
                    SALT,
                    new ReplicaId(id),
                    signer(id),
                    Genesis.Validator.beaconKeyDigest(new byte[] {(byte) (int) id}),
                    signer(100 + id)))
            .toList();
    return new Genesis(
        "door",
        SALT,
        Ledger.PROTOCOL_VERSION,
        0,
        new TreeSet<>(),
        Parameters.defaults(),
        new RulesDocument(RulesTable.standard().toText()).hash(),
        validators,
        List.of(new Genesis.Gateway(new GatewayId(0), signer(50).publicKey(), 1 << 20)),
        List.of(),
        List.of(),
        0);
  }

  /** A prepare of validator 1, signed by {@code signer}. */
  private static Envelope vote(Signer signer, long sequence) {
    Statement.Prepare statement =
        new Statement.Prepare(
            GENESIS.chainId(), Epoch.ZERO, View.ZERO, new SequenceNumber(sequence), SALT);
    Vote vote = new Vote(PEER, signer.sign(statement.toWire()));
    PbftMessage prepare = new PbftMessage.Prepare(statement, vote);
    return Envelope.of(Envelope.Kind.PEER, "validator-1", prepare.toWire());
  }

  private static Envelope blocksWanted(int gateway, Signer signer) {
    GatewayRequest request =
        GatewayRequest.of(
            GENESIS.chainId(),
            new GatewayId(gateway),
            SELF,
            new BlockRequest(new SequenceNumber(1), 1),
            signer);
    return Envelope.of(Envelope.Kind.BLOCKS_WANTED, "gateway-0", request.toWire());
  }

  private static Envelope blocksWanted() {
    return blocksWanted(0, signer(50));
  }

  private Map<Count, Long> counted() {
    Map<Count, Long> counted = new TreeMap<>();
    for (Count count : Count.values()) {
      if (counts.get(count) != 0) {
        counted.put(count, counts.get(count));
      }
    }
    return counted;
  }

  private void awaitCount(Count count) throws InterruptedException {
    for (int i = 0; i < 3_000 && counts.get(count) == 0; i++) {
      Thread.sleep(10);
    }
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void a_vote_is_there_when_the_call_returns() throws Exception {
    door.received(Lane.VOTES, vote(signer(1), 1));

    assertThat(inbox.drain(10, 0)).hasSize(1).first().isInstanceOf(Input.PeerArrived.class);
    assertThat(counted()).isEqualTo(Map.of(Count.ADMITTED, 1L));
  }

  @Test
  void a_bad_signature_and_garbage_are_refused_and_counted() throws Exception {
    door.received(Lane.VOTES, vote(signer(2), 1));
    door.received(Lane.VOTES, Envelope.of(Envelope.Kind.PEER, "validator-1", new byte[] {77}));

    assertThat(counted()).isEqualTo(Map.of(Count.REFUSED_ADMISSION, 2L));
    assertThat(inbox.size()).isZero();
  }

  @Test
  void a_full_inbox_refuses_and_counts_by_lane() throws Exception {
    for (int i = 1; i <= 3; i++) {
      door.received(Lane.VOTES, vote(signer(1), i));
    }
    door.received(Lane.BODIES, blocksWanted());
    door.received(Lane.BODIES, blocksWanted());
    awaitCount(Count.REFUSED_FULL_BODIES);

    assertThat(counted())
        .isEqualTo(
            Map.of(
                Count.ADMITTED, 3L,
                Count.REFUSED_FULL_VOTES, 1L,
                Count.REFUSED_FULL_BODIES, 1L));
  }

  @Test
  void clients_do_not_use_the_queue_of_votes() throws Exception {
    door.received(Lane.VOTES, blocksWanted());
    door.received(Lane.VOTES, Envelope.of(Envelope.Kind.BODY, "gateway-0", new byte[0]));
    door.received(Lane.VOTES, Envelope.of(Envelope.Kind.NOTICE, "validator-1", new byte[0]));
    door.refusedEnvelope();

    assertThat(counted()).isEqualTo(Map.of(Count.REFUSED_ENVELOPE, 4L));
  }

  @Test
  void a_request_for_blocks_is_signed_by_a_registered_gateway() throws Exception {
    door.received(Lane.BODIES, blocksWanted(1, signer(50)));
    door.received(Lane.BODIES, blocksWanted(0, signer(1)));
    door.received(Lane.BODIES, blocksWanted());
    awaitCount(Count.ADMITTED);

    assertThat(counted()).isEqualTo(Map.of(Count.REFUSED_ADMISSION, 2L, Count.ADMITTED, 1L));
    assertThat(inbox.drain(10, 0)).hasSize(1).first().isInstanceOf(Input.BlocksWanted.class);
  }
}
