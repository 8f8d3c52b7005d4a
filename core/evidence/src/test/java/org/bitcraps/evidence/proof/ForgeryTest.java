package org.bitcraps.evidence.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.proof.ProofChain.CHIP;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.bet.BatchHeader;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.ResultRoot;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.MixedOrderKey;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.evidence.merkle.MerkleTree;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.proof.RoundPart.RollPart;
import org.junit.jupiter.api.Test;

/**
 * Every {@link Reason} is reached by the lie it is named after. Where a certificate would give the
 * lie away first, a whole quorum signs it. The lies are published for every other verifier: {@link
 * BrokenProofs}.
 */
class ForgeryTest {

  private final ProofChain chain = new ProofChain();
  private final TreeSet<Reason> reached = new TreeSet<>();
  private final BrokenProofs published = new BrokenProofs();
  // The published proof that the next lies are told about.
  private String base = "pass-won";

  private void expect(Reason reason, Verdict.Result result) {
    assertThat(result).isInstanceOf(Verdict.Mismatch.class);
    assertThat(((Verdict.Mismatch) result).reason()).as(result.toString()).isEqualTo(reason);
    reached.add(reason);
  }

  private void expect(Reason reason, String what, OutcomeProof forged) {
    expect(reason, what, forged, chain.id);
  }

  private void expect(Reason reason, String what, OutcomeProof forged, ChainId trusted) {
    expect(reason, OutcomeVerifier.verify(forged, trusted, ProofChain.VERIFIER).result());
    expect(reason, published.add(what, base, ProofDocument.toTree(forged), trusted));
  }

  private void expect(Reason reason, String what, String round, RoundProof forged) {
    expect(reason, published.add(what, round, ProofDocument.toTree(forged), chain.id));
  }

  @Test
  void everyReasonHasItsLie() throws IOException {
    chain.open(3, 1);
    BetId bet = chain.place(BetType.PASS, 5);
    chain.roll();
    chain.open(2, 2);
    chain.roll();
    OutcomeProof good = chain.proof(bet);
    assertThat(chain.verify(good).isVerified()).isTrue();
    ofTheChain(good);
    ofTheBet(good);
    ofTheCertificate(good);
    ofTheReceipt(good);
    ofTheOpening(good);
    ofTheDice(good);
    ofTheOrder(good);
    ofThePayout(good);
    ofChanges();
    expect(Reason.MALFORMED, new DocumentLies(published, chain.id).tell());
    assertThat(reached).containsExactly(Reason.values());
    published.compareWithPublished(60, Reason.values().length);
  }

  private void ofTheChain(OutcomeProof good) {
    Genesis g = good.genesis();
    expect(
        Reason.GENESIS_OTHER_CHAIN,
        "the proof is of another chain than the player trusts",
        good,
        new ChainId(Digest.ZERO));
    trusting(
        Reason.PROTOCOL_UNKNOWN,
        "the chain executes by a version that no verifier knows",
        good,
        genesis(g, 2, g.rulesHash()));
    trusting(
        Reason.RULES_UNKNOWN,
        "the chain plays by other rules of craps",
        good,
        genesis(g, 1, Digest.ZERO));
    trusting(
        Reason.BET_OTHER_CHAIN,
        "the bet was signed for another chain",
        good,
        genesis(g, 1, g.rulesHash()));
  }

  private void trusting(Reason reason, String what, OutcomeProof good, Genesis genesis) {
    expect(
        reason,
        what,
        new OutcomeProof(genesis, good.bet(), good.placement(), good.rounds(), good.changes()),
        genesis.chainId());
  }

  private static Genesis genesis(Genesis g, int version, Digest rules) {
    return new Genesis(
        "another",
        g.salt(),
        version,
        g.startTimeMs(),
        g.flags(),
        g.parameters(),
        rules,
        g.validators(),
        g.gateways(),
        g.tables(),
        g.mints(),
        g.treasury());
  }

  private void ofTheBet(OutcomeProof good) {
    Wager w = good.bet().bet();
    Wager more =
        new Wager(
            w.chain(),
            w.key(),
            w.table(),
            w.round(),
            w.type(),
            9 * CHIP,
            w.nonce(),
            w.expiresAtMs());
    expect(
        Reason.BET_SIGNATURE_INVALID,
        "the stake is changed after the player signed",
        with(good, new SignedBet(more, good.bet().signature()), good.placement()));
    // Signed by the player, but never ordered.
    expect(
        Reason.BET_NOT_IN_BATCH,
        "a bet that the player signed, but that nobody ordered",
        with(good, SignedBet.sign(more, chain.player), good.placement()));

    Placement p = good.placement();
    BatchHeader h = p.header();
    BatchHeader other =
        new BatchHeader(
            h.chain(),
            h.gateway(),
            h.gatewaySequence(),
            h.table(),
            h.round() + 1,
            h.count(),
            h.payloadBytes(),
            h.root());
    expect(
        Reason.BATCH_OTHER_ROUND,
        "the batch claims to be of another round",
        with(
            good,
            good.bet(),
            new Placement(p.block(), other, p.payloadHash(), p.betPath(), p.receipt())));
    expect(
        Reason.BATCH_NOT_IN_BLOCK,
        "the batch is said to be ordered by a block that does not name it",
        with(
            good,
            good.bet(),
            new Placement(
                good.rounds().get(0).opening().block(),
                h,
                p.payloadHash(),
                p.betPath(),
                p.receipt())));
  }

  private static OutcomeProof with(OutcomeProof good, SignedBet bet, Placement placement) {
    return new OutcomeProof(good.genesis(), bet, placement, good.rounds(), good.changes());
  }

  private void ofTheCertificate(OutcomeProof good) {
    BlockProof b = good.placement().block();
    Block k = b.block();
    expect(
        Reason.BLOCK_OTHER_CHAIN,
        "a block of another chain",
        placedIn(
            good,
            new BlockProof(
                new Block(
                    new ChainId(Digest.ZERO),
                    k.epoch(),
                    k.sequence(),
                    k.timeMs(),
                    k.parent(),
                    k.bodies()),
                b.certificate())));
    expect(
        Reason.CERTIFICATE_OTHER_BLOCK,
        "the certificate of another block",
        placedIn(good, new BlockProof(k, good.rounds().get(0).opening().block().certificate())));
    Block later =
        new Block(k.chain(), new Epoch(1), k.sequence(), k.timeMs(), k.parent(), k.bodies());
    expect(
        Reason.CERTIFICATE_EPOCH_UNKNOWN,
        "a certificate of an epoch that no known set signs",
        placedIn(good, new BlockProof(later, chain.certificate(later, Digest.ZERO))));
    Statement.Commit said = b.certificate().statement();
    List<Vote> votes = b.certificate().votes();
    expect(
        Reason.CERTIFICATE_TOO_FEW_SIGNERS,
        "a certificate with one vote too few",
        placedIn(good, new BlockProof(k, new QuorumCertificate<>(said, votes.subList(0, 2)))));
    Vote stranger = new Vote(new ReplicaId(9), votes.get(0).signature());
    expect(
        Reason.CERTIFICATE_STRANGER,
        "a vote of somebody who is no validator",
        placedIn(
            good,
            new BlockProof(
                k, new QuorumCertificate<>(said, List.of(votes.get(0), votes.get(1), stranger)))));
    Vote borrowed = new Vote(new ReplicaId(3), votes.get(2).signature());
    expect(
        Reason.CERTIFICATE_SIGNATURE_INVALID,
        "a vote with the signature of another validator",
        placedIn(
            good,
            new BlockProof(
                k, new QuorumCertificate<>(said, List.of(votes.get(0), votes.get(1), borrowed)))));
    // A quorum signs two results for the block with the dice.
    RollPart roll = good.rounds().get(0).roll().orElseThrow();
    BlockProof two =
        new BlockProof(
            k, chain.certificate(k, ResultRoot.treeOf(List.of(roll.leaf().leaf())).root()));
    expect(
        Reason.CERTIFICATES_CONTRADICT,
        "a quorum certifies two results for one place",
        rounds(
            good,
            List.of(
                new RoundPart(
                    new RoundPart.Opening(two, good.rounds().get(0).opening().leaf()),
                    Optional.empty()))));
    expect(
        Reason.LEAF_NOT_CERTIFIED,
        "a leaf of another block in the place of the receipt",
        with(
            good,
            good.bet(),
            new Placement(
                b,
                good.placement().header(),
                good.placement().payloadHash(),
                good.placement().betPath(),
                roll.leaf())));
  }

  private static OutcomeProof placedIn(OutcomeProof good, BlockProof block) {
    Placement p = good.placement();
    return with(
        good,
        good.bet(),
        new Placement(block, p.header(), p.payloadHash(), p.betPath(), p.receipt()));
  }

  private static OutcomeProof rounds(OutcomeProof good, List<RoundPart> rounds) {
    return new OutcomeProof(good.genesis(), good.bet(), good.placement(), rounds, good.changes());
  }

  /** The leaf as the only one of the same block, under a root that a quorum signs. */
  private BlockProof signed(BlockProof block, ResultLeaf... leaves) {
    return new BlockProof(
        block.block(), chain.certificate(block.block(), ResultRoot.treeOf(List.of(leaves)).root()));
  }

  private static ProvenLeaf only(ResultLeaf leaf) {
    return new ProvenLeaf(leaf, new InclusionProof(0, 1, List.of()));
  }

  private void ofTheReceipt(OutcomeProof good) {
    Receipt r = (Receipt) good.placement().receipt().leaf();
    expect(
        Reason.RECEIPT_OTHER_BET,
        "a quorum certifies a receipt for another amount",
        answered(good, receipt(r, r.outcome(), 1)));
    expect(
        Reason.RECEIPT_OF_REPETITION,
        "the receipt of a repetition in the place of the first one",
        answered(good, receipt(r, Outcome.DUPLICATE, r.amount())));
    expect(
        Reason.SURPLUS,
        "the receipt says refused, and rounds follow",
        answered(good, receipt(r, Outcome.FUNDS, r.amount())));
  }

  private OutcomeProof answered(OutcomeProof good, Receipt receipt) {
    Placement p = good.placement();
    return with(
        good,
        good.bet(),
        new Placement(
            signed(p.block(), receipt), p.header(), p.payloadHash(), p.betPath(), only(receipt)));
  }

  private static Receipt receipt(Receipt r, Outcome outcome, long amount) {
    return new Receipt(
        r.order(),
        r.kind(),
        r.account(),
        r.table(),
        r.round(),
        outcome,
        amount,
        r.nonce(),
        r.balance(),
        r.detail(),
        r.first(),
        r.subject(),
        r.live());
  }

  private void ofTheOpening(OutcomeProof good) {
    RoundOpened o = (RoundOpened) good.rounds().get(0).opening().leaf().leaf();
    expect(
        Reason.OPENING_OTHER_ROUND,
        "a quorum certifies the opening of another round",
        opened(good, new RoundOpened(o.table(), 7, 0, 0, o.committers())));
    TreeMap<ReplicaId, Digest> few = new TreeMap<>(o.committers());
    few.remove(new ReplicaId(0));
    few.remove(new ReplicaId(1));
    expect(
        Reason.COMMITMENTS_TOO_FEW,
        "fewer than a quorum had committed",
        opened(good, new RoundOpened(o.table(), o.round(), 0, 0, few)));
    TreeMap<ReplicaId, Digest> alike = new TreeMap<>(o.committers());
    alike.put(new ReplicaId(1), alike.get(new ReplicaId(0)));
    expect(
        Reason.COMMITMENTS_INVALID,
        "two validators with the same commitment",
        opened(good, new RoundOpened(o.table(), o.round(), 0, 0, alike)));
    TreeMap<ReplicaId, Digest> strange = new TreeMap<>(o.committers());
    strange.put(new ReplicaId(77), Digest.ZERO);
    expect(
        Reason.COMMITMENTS_INVALID,
        "a commitment of somebody who is no validator",
        opened(good, new RoundOpened(o.table(), o.round(), 0, 0, strange)));
    TreeMap<ReplicaId, Digest> changed = new TreeMap<>(o.committers());
    changed.put(new ReplicaId(2), Digest.ZERO);
    expect(
        Reason.COMMITMENTS_CHANGED,
        "the opening has other commitments than the roll",
        opened(good, new RoundOpened(o.table(), o.round(), 0, 0, changed)));
  }

  private OutcomeProof opened(OutcomeProof good, RoundOpened leaf) {
    List<RoundPart> rounds = new ArrayList<>(good.rounds());
    RoundPart first = rounds.get(0);
    rounds.set(
        0,
        new RoundPart(
            new RoundPart.Opening(signed(first.opening().block(), leaf), only(leaf)),
            first.roll()));
    return rounds(good, rounds);
  }

  private void ofTheDice(OutcomeProof good) {
    RollRecorded r = (RollRecorded) good.rounds().get(0).roll().orElseThrow().leaf().leaf();
    expect(
        Reason.ROLL_OTHER_ROUND,
        "the dice of another round",
        rolled(good, leaf -> roll(leaf, leaf.reveals(), 9)));
    TreeMap<ReplicaId, DiceSecret> two = new TreeMap<>(r.reveals());
    two.remove(new ReplicaId(0));
    two.remove(new ReplicaId(1));
    expect(
        Reason.REVEALS_TOO_FEW,
        "more secrets are missing than may be",
        rolled(good, leaf -> roll(leaf, two, leaf.round())));
    TreeMap<ReplicaId, DiceSecret> other = new TreeMap<>(r.reveals());
    other.put(new ReplicaId(0), new DiceSecret(Digest.ZERO));
    expect(
        Reason.REVEAL_MISMATCH,
        "a secret that does not match its commitment",
        rolled(good, leaf -> roll(leaf, other, leaf.round())));
    expect(
        Reason.BEACON_MISMATCH,
        "a beacon that is not the hash of the secrets",
        rolled(good, leaf -> roll(leaf, new Beacon(Digest.ZERO), leaf.roll(), leaf.before())));
    expect(
        Reason.DICE_MISMATCH,
        "a quorum certifies a changed die",
        rolled(good, leaf -> roll(leaf, leaf.beacon(), new Roll(1, 3), leaf.before())));
    TableState later = new TableState(5, r.before().point(), 0, 0);
    RoundPart second = good.rounds().get(1);
    RollRecorded last = (RollRecorded) second.roll().orElseThrow().leaf().leaf();
    RollRecorded unlinked = roll(last, last.beacon(), last.roll(), later);
    expect(
        Reason.TABLE_MISMATCH,
        "the table is not as the round before left it",
        rounds(good, List.of(good.rounds().get(0), rolled(second, unlinked))));
    expect(
        Reason.TABLE_MISMATCH,
        "the table does not follow from the dice",
        rolled(
            good,
            leaf -> {
              RollRecorded x = roll(leaf, leaf.beacon(), leaf.roll(), leaf.before());
              return new RollRecorded(
                  x.table(),
                  x.round(),
                  x.committers(),
                  x.reveals(),
                  x.beacon(),
                  x.roll(),
                  x.before(),
                  later);
            }));
  }

  private static RollRecorded roll(RollRecorded r, Map<ReplicaId, DiceSecret> reveals, long round) {
    return new RollRecorded(
        r.table(),
        round,
        r.committers(),
        new TreeMap<>(reveals),
        r.beacon(),
        r.roll(),
        r.before(),
        r.after());
  }

  private static RollRecorded roll(RollRecorded r, Beacon beacon, Roll dice, TableState before) {
    return new RollRecorded(
        r.table(),
        r.round(),
        r.committers(),
        r.reveals(),
        beacon,
        dice,
        before,
        before.after(dice));
  }

  private OutcomeProof rolled(OutcomeProof good, UnaryOperator<RollRecorded> lie) {
    RoundPart first = good.rounds().get(0);
    RollRecorded leaf = (RollRecorded) first.roll().orElseThrow().leaf().leaf();
    return rounds(good, List.of(rolled(first, lie.apply(leaf))));
  }

  private RoundPart rolled(RoundPart part, RollRecorded leaf) {
    BlockProof block = part.roll().orElseThrow().block();
    return new RoundPart(
        part.opening(),
        Optional.of(new RollPart(signed(block, leaf), only(leaf), Optional.empty())));
  }

  private void ofTheOrder(OutcomeProof good) {
    RoundPart first = good.rounds().get(0);
    RoundPart second = good.rounds().get(1);
    // A block of the past that claims to have thrown the dice.
    RollPart roll = first.roll().orElseThrow();
    Block early = new Block(chain.id, Epoch.ZERO, new SequenceNumber(1), 0, Digest.ZERO, List.of());
    RollPart past =
        new RollPart(
            signed(new BlockProof(early, roll.block().certificate()), roll.leaf().leaf()),
            only(roll.leaf().leaf()),
            Optional.empty());
    expect(
        Reason.OUT_OF_ORDER,
        "the dice come from a block before the bet",
        rounds(good, List.of(new RoundPart(first.opening(), Optional.of(past)))));
    expect(
        Reason.OUT_OF_ORDER,
        "a round follows one whose dice are left out",
        rounds(good, List.of(new RoundPart(first.opening(), Optional.empty()), second)));
    expect(
        Reason.OUT_OF_ORDER,
        "a round whose dice come from a block before its opening",
        "pass-won-round-1",
        new RoundProof(good.genesis(), new RoundPart(first.opening(), Optional.of(past))));
    expect(
        Reason.SURPLUS,
        "a round without a bet that settles one",
        "pass-won-round-2",
        new RoundProof(good.genesis(), second));
    expect(
        Reason.SURPLUS,
        "a round is played after the bet is decided",
        rounds(good, List.of(first, second, second)));
    // Another round may not stand for the first.
    expect(
        Reason.OPENING_OTHER_ROUND,
        "the second round stands for the first",
        rounds(good, List.of(second)));
  }

  private void ofThePayout(OutcomeProof good) {
    RoundPart second = good.rounds().get(1);
    RollPart roll = second.roll().orElseThrow();
    Function<RollPart, OutcomeProof> ending =
        part ->
            rounds(
                good,
                List.of(good.rounds().get(0), new RoundPart(second.opening(), Optional.of(part))));
    expect(
        Reason.SETTLEMENT_MISSING,
        "the settlement is left out",
        ending.apply(new RollPart(roll.block(), roll.leaf(), Optional.empty())));
    BetSettled s = (BetSettled) roll.settlement().orElseThrow().leaf();
    BetSettled less =
        new BetSettled(
            s.order(),
            s.account(),
            s.table(),
            s.round(),
            s.placedIn(),
            s.before(),
            s.result(),
            s.returned(),
            s.profit() - 1,
            s.after(),
            s.balance());
    List<ResultLeaf> two = List.of(roll.leaf().leaf(), less);
    expect(
        Reason.SETTLEMENT_MISMATCH,
        "a quorum certifies that a unit less was won",
        ending.apply(
            new RollPart(
                signed(roll.block(), two.get(0), two.get(1)),
                ProvenLeaf.of(two.get(0), ResultRoot.treeOf(two), 0),
                Optional.of(ProvenLeaf.of(less, ResultRoot.treeOf(two), 1)))));
    expect(
        Reason.BET_KEY_INVALID,
        "a key with a point of order 8 in it, under signatures that verify",
        ofUnsoundKey(good));
  }

  /** The whole history again, for a player whose key only the key check refuses. */
  private OutcomeProof ofUnsoundKey(OutcomeProof good) {
    MixedOrderKey key = new MixedOrderKey();
    Wager w = good.bet().bet();
    Wager odd =
        new Wager(
            w.chain(),
            key.publicKey(),
            w.table(),
            w.round(),
            w.type(),
            w.amount(),
            w.nonce(),
            w.expiresAtMs());
    SignedBet bet = SignedBet.sign(odd, key);
    Receipt r = (Receipt) good.placement().receipt().leaf();
    Receipt receipt =
        new Receipt(
            bet.id(),
            r.kind(),
            odd.account(),
            r.table(),
            r.round(),
            r.outcome(),
            r.amount(),
            r.nonce(),
            r.balance(),
            r.detail(),
            r.first(),
            r.subject(),
            r.live());
    BatchHeader h = good.placement().header();
    BatchHeader header =
        new BatchHeader(
            h.chain(),
            h.gateway(),
            h.gatewaySequence(),
            h.table(),
            h.round(),
            1,
            h.payloadBytes(),
            MerkleTree.of(List.of(odd.signedBytes())).root());
    Block k = good.placement().block().block();
    Digest body = Body.digestOfBatch(header, good.placement().payloadHash());
    Block block =
        new Block(k.chain(), k.epoch(), k.sequence(), k.timeMs(), k.parent(), List.of(body));
    Placement placement =
        new Placement(
            signed(new BlockProof(block, good.placement().block().certificate()), receipt),
            header,
            good.placement().payloadHash(),
            new InclusionProof(0, 1, List.of()),
            only(receipt));
    OutcomeProof proof =
        new OutcomeProof(good.genesis(), bet, placement, List.of(good.rounds().get(0)), List.of());
    // NotYet needs no sound key: so the bet has to end, by a settlement of its own.
    RoundPart second = good.rounds().get(1);
    RollPart roll = second.roll().orElseThrow();
    BetSettled s = (BetSettled) roll.settlement().orElseThrow().leaf();
    BetSettled settled =
        new BetSettled(
            bet.id(),
            odd.account(),
            s.table(),
            s.round(),
            s.placedIn(),
            s.before(),
            s.result(),
            s.returned(),
            s.profit(),
            s.after(),
            s.balance());
    List<ResultLeaf> two = List.of(roll.leaf().leaf(), settled);
    RollPart end =
        new RollPart(
            signed(roll.block(), two.get(0), two.get(1)),
            ProvenLeaf.of(two.get(0), ResultRoot.treeOf(two), 0),
            Optional.of(ProvenLeaf.of(settled, ResultRoot.treeOf(two), 1)));
    return rounds(
        proof, List.of(good.rounds().get(0), new RoundPart(second.opening(), Optional.of(end))));
  }

  private void ofChanges() {
    chain.open(4, 4);
    BetId bet = chain.place(BetType.PLACE_6, 3);
    BetId other = chain.place(BetType.PLACE_5, 3);
    chain.change(bet, Change.SWITCH_ON, 0);
    chain.change(other, Change.SWITCH_ON, 0);
    chain.roll();
    OutcomeProof good = chain.proof(bet);
    base = "place-not-yet";
    ChangePart mine = good.changes().get(0);
    ChangePart foreign = chain.proof(other).changes().get(0);
    expect(Reason.CHANGE_OTHER_BET, "a change of another bet", changes(good, List.of(foreign)));
    expect(Reason.OUT_OF_ORDER, "a change that stands twice", changes(good, List.of(mine, mine)));
    SignedOrder unsigned = new SignedOrder(mine.order().order(), foreign.order().signature());
    expect(
        Reason.CHANGE_SIGNATURE_INVALID,
        "a change with the signature of another order",
        changes(good, List.of(new ChangePart(mine.block(), unsigned, mine.receipt()))));
    // A change that the gateway hides: the bet is not what settles later.
    chain.open(5, 1);
    chain.roll();
    assertThat(chain.verify(chain.proof(bet)).isVerified()).isTrue();
    base = "place-won";
    expect(
        Reason.SETTLEMENT_MISMATCH,
        "a change of the bet is left out",
        changes(chain.proof(bet), List.of()));
    base = "place-not-yet";
    // A take-down that leaves something.
    PlayerOrder.ChangeBet order = (PlayerOrder.ChangeBet) mine.order().order();
    PlayerOrder.ChangeBet down =
        new PlayerOrder.ChangeBet(
            order.chain(),
            order.key(),
            order.table(),
            order.bet(),
            Change.SWITCH_OFF,
            0,
            order.nonce(),
            order.expiresAtMs());
    expect(
        Reason.CHANGE_OTHER_BET,
        "the player signed another change than the one that was executed",
        changes(
            good,
            List.of(
                new ChangePart(
                    mine.block(), SignedOrder.sign(down, chain.player), mine.receipt()))));
  }

  private static OutcomeProof changes(OutcomeProof good, List<ChangePart> changes) {
    return new OutcomeProof(good.genesis(), good.bet(), good.placement(), good.rounds(), changes);
  }
}
