import { BetCheck } from "./bet";
import { type Hex } from "./bytes";
import { ChainCheck } from "./chain";
import { type ProofDocument, readDocument, type RoundProof } from "./document";
import { Malformed, orUndefined } from "./malformed";
import { RoundCheck } from "./round";
import { Verifier } from "./signature";
import { Checklist, Mismatch, type Outcome, type Verdict } from "./verdict";

/**
 * Checks a proof of a bet or of a round against a chain id, here, trusting nothing else. Twin of
 * evidence.proof.OutcomeVerifier: the same checks in the same order, the same reasons.
 *
 * Never fails because of what the document says; throws `Unsupported` where signatures cannot be
 * checked at all.
 *
 * @param text the document as it was saved
 * @param trusted 64 lower-case hexadecimal digits
 */
export async function verifyProof(text: string, trusted: Hex): Promise<Verdict> {
  const list = new Checklist();
  try {
    const outcome = await outcomeOf(readDocument(text), trusted, list);
    return { ...outcome, steps: list.steps };
  } catch (failure) {
    if (failure instanceof Malformed) {
      return { result: "MISMATCH", reason: "MALFORMED", detail: failure.message, steps: [] };
    }
    if (failure instanceof Mismatch) {
      return { result: "MISMATCH", reason: failure.reason, detail: failure.message, steps: list.steps };
    }
    throw failure;
  }
}

/** The chain that a document claims to be of: to show, not to trust. Undefined if it is no proof. */
export function claimedChain(text: string): Hex | undefined {
  return orUndefined(() => readDocument(text).genesis.chain);
}

async function outcomeOf(document: ProofDocument, trusted: Hex, list: Checklist): Promise<Outcome> {
  const verifier = new Verifier();
  const chain = new ChainCheck(list, verifier, document.genesis);
  chain.trusts(trusted);
  return document.about === "bet"
    ? new BetCheck(list, chain, document, verifier).outcome()
    : roundOutcome(document, chain, list);
}

async function roundOutcome({ round }: RoundProof, chain: ChainCheck, list: Checklist): Promise<Outcome> {
  const rounds = new RoundCheck(list, chain);
  // Which round it is about the opening itself says: there is no bet that names one.
  const { leaf } = round.opening;
  const [table, number] = leaf.kind === "opened" ? [leaf.table, leaf.round] : [0, 0n];
  const opened = await rounds.opening(round.opening, table, number);
  if (round.roll === undefined) {
    return { result: "NOT_YET", missing: `the dice of round ${number}` };
  }
  const recorded = await rounds.roll(round.roll, opened, undefined);
  list.check(
    round.roll.block.sequence > round.opening.block.sequence,
    "OUT_OF_ORDER",
    "order",
    "the round opened in an earlier block than the one with the dice",
  );
  list.check(round.roll.settlement === undefined, "SURPLUS", "order", "a round without a bet settles none");
  const ending = { kind: "ROLLED", stake: 0n, returned: 0n, profit: 0n, rolls: [recorded.roll], note: "" } as const;
  return { result: "VERIFIED", ending };
}
