package org.bitcraps.evidence.proof;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.proof.Verdict.Ending;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/**
 * Checks a proof against a chain id, on the player's machine, trusting nothing else (DESIGN §2 row
 * 15). Pure: the same proof has the same verdict everywhere and always.
 */
public final class OutcomeVerifier {

  private OutcomeVerifier() {}

  /** Whether the bet was placed, rolled and paid as the proof says. */
  public static Verdict verify(OutcomeProof proof, ChainId trusted, Verifier verifier) {
    Checklist list = new Checklist();
    ChainCheck chain = new ChainCheck(list, verifier, proof.genesis());
    return chain.genesis(trusted)
        ? new BetCheck(list, chain, proof, verifier).verdict()
        : list.failed();
  }

  /** Whether the dice of a round are what the validators had committed to. */
  public static Verdict verify(RoundProof proof, ChainId trusted, Verifier verifier) {
    Checklist list = new Checklist();
    ChainCheck chain = new ChainCheck(list, verifier, proof.genesis());
    if (!chain.genesis(trusted)) {
      return list.failed();
    }
    RoundCheck rounds = new RoundCheck(list, chain, proof.genesis());
    RoundPart round = proof.round();
    // Which round it is about the opening itself says: there is no bet that names one.
    TableId table = new TableId(0);
    long number = 0;
    if (round.opening().leaf().leaf() instanceof RoundOpened claimed) {
      table = claimed.table();
      number = claimed.round();
    }
    Optional<RoundOpened> opened = rounds.opening(round.opening(), table, number);
    if (opened.isEmpty()) {
      return list.failed();
    }
    if (round.roll().isEmpty()) {
      return list.end(new Verdict.NotYet("the dice of round " + number));
    }
    RoundPart.RollPart part = round.roll().get();
    Optional<RollRecorded> roll = rounds.roll(part, opened.get(), Optional.empty());
    if (roll.isEmpty()
        || !list.check(
            part.block().sequence().isAfter(round.opening().block().sequence()),
            Reason.OUT_OF_ORDER,
            "order",
            "the round opened in an earlier block than the one with the dice")
        || !list.check(
            part.settlement().isEmpty(),
            Reason.SURPLUS,
            "order",
            "a round without a bet settles none")) {
      return list.failed();
    }
    return list.end(
        new Verdict.Verified(
            new Ending(Ending.Kind.ROLLED, 0, 0, 0, List.of(roll.get().roll()), "")));
  }

  /**
   * The same for a document as it came: what cannot be read is a mismatch too.
   *
   * @param tree the parsed document; see {@link ProofDocument}
   */
  public static Verdict verify(Object tree, ChainId trusted, Verifier verifier) {
    ProofDocument document;
    try {
      document = ProofDocument.fromTree(tree);
    } catch (MalformedException e) {
      return new Verdict(
          List.of(), new Verdict.Mismatch(Reason.MALFORMED, String.valueOf(e.getMessage())));
    }
    return switch (document) {
      case ProofDocument.OfBet bet -> verify(bet.proof(), trusted, verifier);
      case ProofDocument.OfRound round -> verify(round.proof(), trusted, verifier);
    };
  }
}
