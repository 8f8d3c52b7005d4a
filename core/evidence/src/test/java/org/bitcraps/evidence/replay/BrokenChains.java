package org.bitcraps.evidence.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.sample.PlayedChain;
import org.bitcraps.evidence.wire.WireValue;

/**
 * One round of an honest chain in which something is not as it should be; every lie that needs it
 * is signed by a real quorum. Block 1 has commitments, 3 bets and orders, 6 the reveals.
 */
final class BrokenChains {

  static final String NAME = "broken";
  static final PlayedChain GOOD = new PlayedChain(NAME).play(1);

  private static final Signature NOBODYS = Signature.fromBytes(new byte[Signature.BYTES]);

  private BrokenChains() {}

  /** The good file with another block at that place. */
  static byte[] with(int at, WireValue other) {
    List<WireValue> frames = new ArrayList<>();
    int blocks = GOOD.blocks().size();
    frames.add(
        new BlocksFile.Header(new SequenceNumber(1), new SequenceNumber(blocks), GOOD.genesis()));
    frames.addAll(GOOD.blocks());
    frames.set(at, other);
    return PlayedChain.file(frames);
  }

  /** Other first facts; no blocks, for they would be of another chain. */
  static byte[] without(Genesis genesis) {
    return PlayedChain.file(
        List.of(new BlocksFile.Header(new SequenceNumber(1), SequenceNumber.ZERO, genesis)));
  }

  /** The good genesis with other validators, protocol version or rules. */
  static Genesis genesis(int protocolVersion, Digest rules, List<Genesis.Validator> validators) {
    Genesis good = GOOD.genesis();
    return new Genesis(
        good.name(),
        good.salt(),
        protocolVersion,
        good.startTimeMs(),
        good.flags(),
        good.parameters(),
        rules,
        validators,
        good.gateways(),
        good.tables(),
        good.mints(),
        good.treasury());
  }

  /** Execution by the next version of its rules. */
  static Genesis ofAnotherProtocol() {
    Genesis good = GOOD.genesis();
    return genesis(good.protocolVersion() + 1, good.rulesHash(), good.validators());
  }

  /** Rules with a line more. */
  static Genesis ofOtherRules() {
    Genesis good = GOOD.genesis();
    return genesis(
        good.protocolVersion(),
        new RulesDocument(RulesTable.standard().toText() + "\n").hash(),
        good.validators());
  }

  /** A validator that registers a key of another: it cannot sign with it. */
  static Genesis withKeysOfAnother(boolean vrf) {
    Genesis good = GOOD.genesis();
    List<Genesis.Validator> validators = new ArrayList<>(good.validators());
    Genesis.Validator last = validators.remove(3);
    validators.add(
        new Genesis.Validator(
            last.id(),
            last.voteKey(),
            last.beaconKeyDigest(),
            last.vrfKey(),
            vrf ? last.possession() : last.vrfPossession(),
            vrf ? last.possession() : last.vrfPossession()));
    return genesis(good.protocolVersion(), good.rulesHash(), validators);
  }

  /** The good block of that place under a certificate of other votes. */
  static BlockNotice voted(int at, UnaryOperator<List<Vote>> change) {
    BlockNotice good = GOOD.blocks().get(at - 1);
    QuorumCertificate<Statement.Commit> certificate = good.certified().certificate();
    return new BlockNotice(
        new CertifiedBlock(
            good.certified().block(),
            new QuorumCertificate<>(
                certificate.statement(), change.apply(new ArrayList<>(certificate.votes())))),
        good.bodies());
  }

  /** The block of one place, honestly made and signed, with the certificate of another. */
  static WireValue certificateOf(int at, int other) {
    BlockNotice good = GOOD.blocks().get(at - 1);
    return out ->
        out.value(good.certified().block())
            .value(GOOD.blocks().get(other - 1).certified().certificate())
            .list(good.bodies());
  }

  /** The same with the last vote by another, or another's. */
  static BlockNotice lastVote(int at, ReplicaId signer, Signature signature) {
    return voted(
        at,
        votes -> {
          votes.set(2, new Vote(signer, signature));
          return votes;
        });
  }

  /** Another block of that place, signed by the quorum. */
  static BlockNotice certified(int at, Epoch epoch, Digest parent, Digest root) {
    BlockNotice good = GOOD.blocks().get(at - 1);
    Block block = good.certified().block();
    return GOOD.certified(
        new Block(block.chain(), epoch, block.sequence(), block.timeMs(), parent, block.bodies()),
        root,
        good.bodies());
  }

  static Digest parent(int at) {
    return GOOD.blocks().get(at - 1).certified().block().parent();
  }

  static Digest root(int at) {
    return GOOD.blocks().get(at - 1).certified().certificate().statement().resultRoot();
  }

  /** The certified block of that place with other bodies than it names. */
  static WireValue bodies(int at, List<BatchBody> bodies) {
    return out -> out.value(GOOD.blocks().get(at - 1).certified()).list(bodies);
  }

  /** The body at that index of a block, its origin signed for another count. */
  static BatchBody broughtTwice(int at, int index) {
    BatchBody good = GOOD.blocks().get(at - 1).bodies().get(index);
    BatchBody.Origin origin = good.origin().orElseThrow();
    return new BatchBody(
        Optional.of(
            new BatchBody.Origin(origin.gateway(), origin.sequence() + 1, origin.signature())),
        good.body());
  }

  /**
   * A chain up to that block, which a quorum ordered and executed as the gateway brought it, with
   * one signature in that body that nobody made.
   */
  static byte[] unsigned(int at, int index) {
    PlayedChain liar = new PlayedChain(NAME);
    for (BlockNotice before : GOOD.blocks().subList(0, at - 1)) {
      liar.append(10, before.bodies());
    }
    List<BatchBody> bodies = new ArrayList<>(GOOD.blocks().get(at - 1).bodies());
    bodies.set(index, unsigned(liar, bodies.get(index).body().operation()));
    liar.append(10, bodies);
    return liar.file();
  }

  private static BatchBody unsigned(PlayedChain liar, Operation operation) {
    return switch (operation) {
      case Operation.PlaceBets bets -> {
        List<SignedBet> forged = new ArrayList<>(bets.batch().bets());
        forged.set(1, new SignedBet(forged.get(1).bet(), NOBODYS));
        var header = bets.batch().header();
        yield liar.brought(
            new Operation.PlaceBets(
                BetBatch.of(
                    header.chain(),
                    header.gateway(),
                    header.gatewaySequence(),
                    header.table(),
                    header.round(),
                    forged)));
      }
      case Operation.PlayerOrders orders -> {
        List<SignedOrder> forged = new ArrayList<>(orders.orders());
        forged.set(1, new SignedOrder(forged.get(1).order(), NOBODYS));
        yield liar.brought(new Operation.PlayerOrders(orders.chain(), forged));
      }
      case Operation.Commitment c ->
          BatchBody.own(
              Body.of(new Operation.Commitment(c.draw(), c.validator(), c.commitment(), NOBODYS)));
      case Operation.Reveal r ->
          BatchBody.own(
              Body.of(new Operation.Reveal(r.draw(), r.validator(), r.secret(), NOBODYS)));
    };
  }

  /** The good file up to the end of that frame; 0 is the header. */
  static byte[] upTo(int frame) {
    byte[] file = GOOD.file();
    return Arrays.copyOf(file, PlayedChain.frames(file).get(frame + 1));
  }
}
