package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.GatewayRequest;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.SeededSigner;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** C4, D3, X3: every kind of message through the door, rightly and wrongly signed. */
class AdmissionTest {

  private final Seat seat = new Seat();

  /** Every kind that a validator signs. */
  enum Kind {
    PRE_PREPARE,
    PREPARE,
    COMMIT,
    VIEW_CHANGE,
    NEW_VIEW,
    STATUS,
    BODIES_WANTED,
    BLOCKS_WANTED
  }

  /** A message of validator {@code sender} on some chain, signed by some key. */
  private PbftMessage message(Kind kind, int sender, ChainId chain, Signer key) {
    ReplicaId id = new ReplicaId(sender);
    Block block =
        new Block(chain, Epoch.ZERO, new SequenceNumber(1), seat.nowMs, Digest.ZERO, List.of());
    Statement.Prepare prepare =
        new Statement.Prepare(chain, Epoch.ZERO, View.ZERO, block.sequence(), block.digest());
    Statement.Commit commit =
        new Statement.Commit(
            chain,
            Epoch.ZERO,
            View.ZERO,
            block.sequence(),
            block.digest(),
            SampleChain.digest("root"));
    Digest wanted = SampleChain.digest("wanted");
    BlockRequest request = new BlockRequest(new SequenceNumber(1), 1);
    ReplicaId asked = Seat.SELF;
    return switch (kind) {
      case PRE_PREPARE ->
          new PbftMessage.PrePrepare(View.ZERO, block, new Vote(id, key.sign(prepare.toWire())));
      case PREPARE -> new PbftMessage.Prepare(prepare, new Vote(id, key.sign(prepare.toWire())));
      case COMMIT -> new PbftMessage.Commit(commit, new Vote(id, key.sign(commit.toWire())));
      case VIEW_CHANGE -> Seat.viewChange(id, chain, new View(4), key);
      case NEW_VIEW -> Seat.newView(id, chain, new View(4), key);
      case STATUS ->
          new PbftMessage.Status(
              chain,
              id,
              View.ZERO,
              new SequenceNumber(9),
              key.sign(
                  request(chain, id, 1).value(View.ZERO).value(new SequenceNumber(9)).toBytes()));
      case BODIES_WANTED ->
          new PbftMessage.BodiesWanted(
              chain,
              id,
              asked,
              List.of(wanted),
              key.sign(request(chain, id, 2).value(asked).digests(List.of(wanted)).toBytes()));
      case BLOCKS_WANTED ->
          new PbftMessage.BlocksWanted(
              chain,
              id,
              asked,
              request,
              key.sign(request(chain, id, 3).value(asked).value(request).toBytes()));
    };
  }

  private static Encoder request(ChainId chain, ReplicaId id, int kind) {
    return new Encoder().tag(DomainTag.PEER_ENVELOPE).value(chain).value(id).u8(kind);
  }

  private Admission.Outcome peer(PbftMessage message) {
    return seat.door().peer(message.toWire(), 5);
  }

  private static void assertRefused(Admission.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Admission.Outcome.Refused.class);
  }

  @ParameterizedTest
  @EnumSource
  void c4_isAdmittedFromWhoSignedIt(Kind kind) {
    PbftMessage message = message(kind, 0, seat.chain, Seat.key(0));
    assertThat(peer(message))
        .isInstanceOfSatisfying(
            Admission.Outcome.Admitted.class,
            admitted -> {
              Input.PeerArrived input = (Input.PeerArrived) admitted.inputs().get(0);
              assertThat(input.message().value()).isEqualTo(message);
              assertThat(input.nowMs()).isEqualTo(5);
            });
  }

  @ParameterizedTest
  @EnumSource
  void c4_isRefusedWithTheKeyOfAnother(Kind kind) {
    assertRefused(peer(message(kind, 0, seat.chain, Seat.key(2))));
    assertRefused(peer(message(kind, 0, seat.chain, Seat.gateway())));
  }

  @ParameterizedTest
  @EnumSource
  void c4_isRefusedInOurOwnName(Kind kind) {
    assertRefused(peer(message(kind, 1, seat.chain, Seat.key(1))));
  }

  @ParameterizedTest
  @EnumSource
  void c4_isRefusedFromAStranger(Kind kind) {
    assertRefused(peer(message(kind, 9, seat.chain, new SeededSigner("validator 9"))));
  }

  @ParameterizedTest
  @EnumSource
  void c4_isRefusedFromAnotherChainWithTheSameKeys(Kind kind) {
    assertRefused(peer(message(kind, 0, Seat.genesis("other").chainId(), Seat.key(0))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"PRE_PREPARE", "NEW_VIEW"})
  void isRefusedFromWhoIsNotThePrimary(Kind kind) {
    assertRefused(peer(message(kind, 2, seat.chain, Seat.key(2))));
  }

  /** X3: any byte changed, added or missing: refused or another message, never an exception. */
  @ParameterizedTest
  @EnumSource
  void x3_damagedBytesAreRefused(Kind kind) {
    byte[] bytes = message(kind, 0, seat.chain, Seat.key(0)).toWire();
    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x10;
      assertRefused(seat.door().peer(flipped, 5));
      assertRefused(seat.door().peer(Arrays.copyOf(bytes, at), 5));
    }
    assertRefused(seat.door().peer(Arrays.copyOf(bytes, bytes.length + 1), 5));
  }

  @Test
  void x3_garbageIsRefused() {
    long seed = 20261121;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = (byte) random.nextInt(12);
      }
      Admission.Outcome peer = seat.door().peer(bytes, 5);
      // Kind 9 is a list of bodies, which may be empty and is signed by nobody.
      assertThat(
              peer instanceof Admission.Outcome.Refused
                  || ((Admission.Outcome.Admitted) peer).inputs().isEmpty())
          .as("seed %s, case %s", seed, i)
          .isTrue();
      assertRefused(seat.door().body(bytes, 5));
      assertRefused(seat.door().blocksWanted(bytes, 5));
    }
  }

  // --- bodies

  private Body bets(ChainId chain, Signer player, GatewayId gateway) {
    Wager wager =
        new Wager(
            chain,
            Seat.player().publicKey(),
            Seat.TABLE,
            1,
            BetType.FIELD,
            1_320,
            1,
            Long.MAX_VALUE);
    SignedBet bet = new SignedBet(wager, player.sign(wager.signedBytes()));
    return Body.of(
        new Operation.PlaceBets(BetBatch.of(chain, gateway, 1, Seat.TABLE, 1, List.of(bet))));
  }

  private Admission.Outcome body(Body body, GatewayId by, Signer key) {
    return seat.door().body(BatchBody.broughtBy(by, 1, body, key).toWire(), 5);
  }

  @Test
  void d3_betsOfARegisteredGatewayAndTheirPlayersAreAdmitted() {
    assertThat(body(bets(seat.chain, Seat.player(), Seat.GATEWAY), Seat.GATEWAY, Seat.gateway()))
        .isInstanceOfSatisfying(
            Admission.Outcome.Admitted.class,
            a -> assertThat(((Input.BodyArrived) a.inputs().get(0)).authorised()).isTrue());
  }

  @Test
  void d3_betsOfAStrangerAnotherGatewayOrWithAnotherKeyAreRefused() {
    GatewayId stranger = new GatewayId(5);
    assertRefused(body(bets(seat.chain, Seat.player(), stranger), stranger, Seat.gateway()));
    assertRefused(body(bets(seat.chain, Seat.player(), Seat.GATEWAY), stranger, Seat.gateway()));
    assertRefused(body(bets(seat.chain, Seat.player(), stranger), Seat.GATEWAY, Seat.gateway()));
    assertRefused(body(bets(seat.chain, Seat.player(), Seat.GATEWAY), Seat.GATEWAY, Seat.key(2)));
    assertRefused(
        seat.door().body(BatchBody.own(bets(seat.chain, Seat.player(), Seat.GATEWAY)).toWire(), 5));
  }

  @Test
  void c4_betsThatTheirPlayerDidNotSignAreRefused() {
    assertRefused(
        body(bets(seat.chain, Seat.gateway(), Seat.GATEWAY), Seat.GATEWAY, Seat.gateway()));
  }

  @Test
  void c4_betsOfAnotherChainAreRefused() {
    ChainId other = Seat.genesis("other").chainId();
    assertRefused(body(bets(other, Seat.player(), Seat.GATEWAY), Seat.GATEWAY, Seat.gateway()));
  }

  @Test
  void c4_theBatchSignatureOfOneBodyDoesNotCoverAnother() {
    BatchBody good =
        BatchBody.broughtBy(
            Seat.GATEWAY, 1, bets(seat.chain, Seat.player(), Seat.GATEWAY), Seat.gateway());
    Body other = bets(seat.chain, Seat.gateway(), Seat.GATEWAY);
    assertRefused(seat.door().body(new BatchBody(good.origin(), other).toWire(), 5));
  }

  /** An envelope around bytes that are no operation, as a gateway signs it. */
  private Admission.Outcome envelope(GatewayId by, Signer key, byte[] content) {
    Digest digest = Body.digestOf(content);
    byte[] signed = BatchBody.signedBytes(seat.chain, by, 1, digest);
    Optional<BatchBody.Origin> origin = Optional.of(new BatchBody.Origin(by, 1, key.sign(signed)));
    return seat.door().body(new Encoder().optional(origin).bytes(content).toBytes(), 5);
  }

  private static String reason(Admission.Outcome outcome) {
    return ((Admission.Outcome.Refused) outcome).reason();
  }

  @Test
  void d3_aStrangersBodyIsRefusedBeforeAnythingOfItIsDecoded() {
    byte[] garbage = {2, 9, 9, 9};
    String none = "body: brought by no registered gateway";
    assertThat(reason(envelope(new GatewayId(5), Seat.gateway(), garbage))).isEqualTo(none);
    assertThat(reason(envelope(Seat.GATEWAY, Seat.key(2), garbage)))
        .isEqualTo("body: not signed by its gateway");
    // What its gateway signed is decoded, and only then is it seen to be nothing.
    assertThat(reason(envelope(Seat.GATEWAY, Seat.gateway(), garbage))).contains("chain");
    byte[] own =
        new Encoder().optional(Optional.<BatchBody.Origin>empty()).bytes(garbage).toBytes();
    assertThat(reason(seat.door().body(own, 5))).isEqualTo(none);
  }

  private boolean authorised(Operation operation) {
    PbftMessage message =
        new PbftMessage.Bodies(new ReplicaId(0), List.of(BatchBody.own(Body.of(operation))));
    Admission.Outcome.Admitted admitted = (Admission.Outcome.Admitted) peer(message);
    return ((Input.BodyArrived) admitted.inputs().get(0)).authorised();
  }

  @Test
  void p7_ofPeersBodiesOnlyTheAuthorisedAreCalledSo() {
    Operation.Reveal reveal = (Operation.Reveal) seat.reveal(2, 1);
    assertThat(authorised(reveal)).isTrue();
    assertThat(authorised(seat.commitment(2, 1))).isTrue();
    // Another's name, another's key, a stranger, another chain, a gateway's mark on it.
    assertThat(
            authorised(
                new Operation.Reveal(
                    reveal.draw(), new ReplicaId(3), reveal.secret(), reveal.signature())))
        .isFalse();
    assertThat(
            authorised(
                new Operation.Reveal(
                    seat.draw(2), reveal.validator(), reveal.secret(), reveal.signature())))
        .isFalse();
    assertThat(
            authorised(
                new Operation.Reveal(
                    reveal.draw(), new ReplicaId(9), reveal.secret(), reveal.signature())))
        .isFalse();
    Genesis other = Seat.genesis("other");
    var draw = new org.bitcraps.evidence.dice.DrawId(other.chainId(), Seat.TABLE, 1);
    assertThat(
            authorised(
                new Operation.Reveal(
                    draw,
                    reveal.validator(),
                    reveal.secret(),
                    Seat.key(2)
                        .sign(
                            Operation.Reveal.signedBytes(
                                draw, reveal.validator(), reveal.secret())))))
        .isFalse();
    assertRefused(body(Body.of(reveal), Seat.GATEWAY, Seat.gateway()));
  }

  private Admission.Outcome blocksWanted(ChainId chain, GatewayId gateway, int of, Signer key) {
    BlockRequest request = new BlockRequest(new SequenceNumber(1), 1);
    return seat.door()
        .blocksWanted(
            GatewayRequest.of(chain, gateway, new ReplicaId(of), request, key).toWire(), 5);
  }

  @Test
  void d3_onlyARegisteredGatewayIsServedBlocks() {
    int self = Seat.SELF.value();
    assertThat(blocksWanted(seat.chain, Seat.GATEWAY, self, Seat.gateway()))
        .isInstanceOf(Admission.Outcome.Admitted.class);
    assertRefused(blocksWanted(seat.chain, new GatewayId(5), self, Seat.gateway()));
  }

  /** What each is given is bounded, and nobody else uses that up. */
  @Test
  void x4_onlyTheGatewayItselfAsksInItsName_andOnlyWhomItAsked() {
    int self = Seat.SELF.value();
    assertRefused(blocksWanted(seat.chain, Seat.GATEWAY, self, Seat.key(2)));
    assertRefused(blocksWanted(seat.chain, Seat.GATEWAY, self + 1, Seat.gateway()));
    assertRefused(
        blocksWanted(Seat.genesis("other").chainId(), Seat.GATEWAY, self, Seat.gateway()));
  }
}
