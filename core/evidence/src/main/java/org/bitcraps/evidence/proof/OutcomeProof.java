package org.bitcraps.evidence.proof;

import java.util.List;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.genesis.Genesis;

/**
 * Everything about one bet, from the player's signature to the payout. Complete in itself: whoever
 * trusts the chain id needs nothing else. Check it with {@link OutcomeVerifier}.
 *
 * @param genesis hashes to the chain id; names the validators and the rules
 * @param bet what the player signed
 * @param placement the block that ordered it, and the receipt
 * @param rounds each round from the one it was placed in until it was decided, in order; the last
 *     may lack its dice; none for a refused bet
 * @param changes what the player did to it meanwhile, in order of execution
 */
public record OutcomeProof(
    Genesis genesis,
    SignedBet bet,
    Placement placement,
    List<RoundPart> rounds,
    List<ChangePart> changes) {

  /** Copies the lists. */
  public OutcomeProof {
    rounds = List.copyOf(rounds);
    changes = List.copyOf(changes);
  }
}
